import type { GraphError } from './errors.ts'

/** An operation as text, or as codegen writes it with its types (`documentMode: 'string'`). */
export interface GraphDocument<Data, Variables> {
  toString(): string
  __apiType?: (variables: Variables) => Data
}

/** Whatever happened: `data` is null where nothing came, and then `errors` says why, with `NETWORK` or `TIMEOUT` besides the graph's codes. */
export interface Answer<Data> {
  readonly data: Data | null
  readonly errors: readonly GraphError[]
  readonly extensions: Readonly<Record<string, unknown>>
  /** Seconds to wait before asking again, where the gateway asks for that. */
  readonly retryAfter: number | undefined
}

export interface GraphClientOptions {
  /** Such as "https://…/graphql". */
  readonly url: string
  readonly timeoutMs?: number
  readonly headers?: Readonly<Record<string, string>>
}

export interface AskOptions {
  readonly signal?: AbortSignal
  /** Asks for `extensions.provenance`: what is synthetic, how old it is, and whose. */
  readonly provenance?: boolean
}

/** Asks by GET and by hash, which browsers and CDNs keep as long as the gateway lets them, and sends a text once where it is not known. */
export function createGraphClient({ url, timeoutMs = 10_000, headers = {} }: GraphClientOptions) {
  return async function ask<Data, Variables>(
    document: GraphDocument<Data, Variables>,
    variables: Variables,
    { signal, provenance = false }: AskOptions = {},
  ): Promise<Answer<Data>> {
    const query = document.toString()
    const timeout = AbortSignal.timeout(timeoutMs)
    const init = { signal: signal ? AbortSignal.any([signal, timeout]) : timeout, headers }
    try {
      const hash = await sha256(query)
      const extensions = {
        ...(hash && { persistedQuery: { version: 1, sha256Hash: hash } }),
        ...(provenance && { provenance }),
      }
      if (hash !== undefined) {
        const parameters = { variables: JSON.stringify(variables), extensions: JSON.stringify(extensions) }
        const known = await read<Data>(await fetch(`${url}?${new URLSearchParams(parameters)}`, init))
        if (known.errors[0]?.extensions?.code !== 'PERSISTED_QUERY_NOT_FOUND') return known
      }
      const body = JSON.stringify({ query, variables, extensions })
      const json = { ...headers, 'content-type': 'application/json' }
      return await read<Data>(await fetch(url, { ...init, method: 'POST', headers: json, body }))
    } catch (error) {
      const code = timeout.aborted ? 'TIMEOUT' : signal?.aborted ? 'ABORTED' : 'NETWORK'
      return failed({ message: error instanceof Error ? error.message : String(error), extensions: { code } })
    }
  }
}

async function read<Data>(response: Response): Promise<Answer<Data>> {
  const { data = null, errors = [], extensions = {} } = (await response.json()) as Partial<Answer<Data>>
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  return { data, errors, extensions, retryAfter: Number.isNaN(retryAfter) ? undefined : retryAfter }
}

function failed(error: GraphError): Answer<never> {
  return { data: null, errors: [error], extensions: {}, retryAfter: undefined }
}

/** Undefined on a page that came over plain HTTP from another machine: browsers have no `crypto.subtle` there. */
async function sha256(text: string): Promise<string | undefined> {
  const bytes = await globalThis.crypto?.subtle?.digest('SHA-256', new TextEncoder().encode(text))
  return bytes && Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
