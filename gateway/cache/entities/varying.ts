import { headersKey as keyOfHeaders } from '../../../kit/headersKey.ts'

/** The headers of a client that are forwarded to subgraphs, names in lower case. */
export type ForwardedHeaders = Readonly<Record<string, string>>

/** Headers, and what stands for all of them in keys. */
export interface KeyedHeaders {
  readonly headers: ForwardedHeaders
  readonly headersKey: string
}

/** The names of the headers by which responses vary; undefined for all that are forwarded. */
export type VaryNames = readonly string[] | undefined

interface Known {
  /** The version of the subgraph for which the names hold. */
  readonly schema: string
  readonly names: VaryNames
}

/**
 * The union of the `Vary` headers of each subgraph. A subgraph that has sent none yet may vary by all forwarded
 * headers, and so may one that has ever left it out: to take a forgotten `Vary` for "by nothing" would open one
 * caller's responses to others.
 */
export class Varying {
  readonly #known = new Map<string, Known>()

  namesOf(subgraph: string, schema: string): VaryNames {
    const known = this.#known.get(subgraph)
    return known?.schema === schema ? known.names : undefined
  }

  /** Learns from a response that could be stored; `stated` is undefined where it has no `Vary`. */
  learn(subgraph: string, schema: string, stated: VaryNames): void {
    const known = this.#known.get(subgraph)
    const isFirst = known?.schema !== schema
    if (!isFirst && (known.names === undefined || covers(known.names, stated))) return
    const names = stated && [...new Set([...(isFirst ? [] : (known.names ?? [])), ...stated])].sort()
    this.#known.set(subgraph, { schema, names })
  }
}

/** Whether a response that varies by `stated` may be served to all requests that agree in `names`. */
export function covers(names: VaryNames, stated: VaryNames): boolean {
  if (names === undefined) return true
  return stated !== undefined && stated.every((name) => names.includes(name))
}

/** With one of these headers a response may be private, whatever the subgraph says of it. */
const CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization']

export function hasCredentials(headers: ForwardedHeaders): boolean {
  return CREDENTIALS.some((name) => headers[name] !== undefined)
}

/** The headers that tell a request apart, among those that it sent. */
export function listKeyHeaders(headers: ForwardedHeaders, names: VaryNames): readonly string[] {
  return Object.keys(headers).filter(
    (name) => names === undefined || names.includes(name) || CREDENTIALS.includes(name),
  )
}

/** The part of a key that is the same for all requests that may share a response; empty without any header. */
export function nameHeaders({ headers, headersKey }: KeyedHeaders, names: VaryNames): string {
  const { length } = Object.keys(headers)
  if (length === 0) return ''
  const varyingNames = listKeyHeaders(headers, names)
  if (varyingNames.length === length) return `${names?.join() ?? '*'} ${headersKey}`
  const picked = Object.fromEntries(varyingNames.map((name) => [name, headers[name] ?? '']))
  return `${names?.join() ?? '*'} ${keyOfHeaders(picked)}`
}
