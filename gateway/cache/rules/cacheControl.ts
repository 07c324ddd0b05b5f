/** The `Cache-Control`, `Age` and `Vary` of a response (RFC 9111 and RFC 5861); seconds. */
export interface CacheControl {
  /** True for `no-store`, `no-cache` and `Vary: *`. */
  readonly isForbidden: boolean
  readonly isPrivate: boolean
  readonly maxAge: number | undefined
  readonly age: number
  readonly staleWhileRevalidate: number | undefined
  readonly staleIfError: number | undefined
  /** The names in `Vary`, in lower case; undefined without that header. */
  readonly varies?: readonly string[] | undefined
}

export interface CacheHeaders {
  readonly cacheControl: string | undefined
  readonly age: string | undefined
  readonly vary: string | undefined
}

/** Reads a response's headers; undefined without `Cache-Control` and `Vary`. */
export function parseCacheHeaders({ cacheControl, age, vary }: CacheHeaders): CacheControl | undefined {
  if (cacheControl === undefined && vary === undefined) return undefined
  const varies = vary?.split(',').map((name) => name.trim().toLowerCase())
  const directives = parseDirectives(cacheControl ?? '')
  const seconds = (name: string) => parseSeconds(directives.get(name))
  const mustRevalidate = directives.has('must-revalidate') || directives.has('proxy-revalidate')
  return {
    isForbidden: varies?.includes('*') === true || directives.has('no-store') || directives.has('no-cache'),
    isPrivate: directives.has('private'),
    maxAge: directives.has('s-maxage') ? seconds('s-maxage') : seconds('max-age'),
    age: parseSeconds(age) ?? 0,
    staleWhileRevalidate: mustRevalidate ? 0 : seconds('stale-while-revalidate'),
    staleIfError: mustRevalidate ? 0 : seconds('stale-if-error'),
    varies,
  }
}

function parseDirectives(text: string): ReadonlyMap<string, string> {
  const directives = new Map<string, string>()
  for (const [, name = '', quoted, plain] of text.matchAll(/([\w-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,]*)))?/g)) {
    const key = name.toLowerCase()
    // A directive that is given twice has no certain value: no number, so stale at once.
    directives.set(key, directives.has(key) ? '' : (quoted ?? plain ?? ''))
  }
  return directives
}

/** A value that is not a whole number of seconds counts as none at all: stale at once (RFC 9111, 4.2.1). */
function parseSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  return /^\d+$/.test(text.trim()) ? Math.min(Number(text), MAX_SECONDS) : 0
}

const MAX_SECONDS = 31_536_000
