import { headersKey } from '../../../kit/headersKey.ts'

/** The headers of a client that travel to a subgraph, names in lower case. */
export type TravellingHeaders = Readonly<Record<string, string>>

/** By which headers answers are told apart: their names, or undefined for all that travel. */
export type VaryNames = readonly string[] | undefined

interface Known {
  /** What is known holds for one version of the subgraph. */
  readonly schema: string
  readonly names: VaryNames
}

/**
 * What subgraphs have said in `Vary`, taken together. A subgraph that has said nothing yet may vary by all that travels, and
 * so may one that has ever left it out: to take a forgotten word for "by nothing" would open one caller's answers to others.
 */
export class Varying {
  readonly #known = new Map<string, Known>()

  namesOf(subgraph: string, schema: string): VaryNames {
    const known = this.#known.get(subgraph)
    return known?.schema === schema ? known.names : undefined
  }

  /** Learns from an answer that could be kept; `stated` is undefined where it has no `Vary`. */
  learn(subgraph: string, schema: string, stated: VaryNames): void {
    const known = this.#known.get(subgraph)
    const isFirst = known?.schema !== schema
    if (!isFirst && (known.names === undefined || covers(known.names, stated))) return
    const names = stated && [...new Set([...(isFirst ? [] : (known.names ?? [])), ...stated])].sort()
    this.#known.set(subgraph, { schema, names })
  }
}

/** Whether an answer that varies by `stated` may be given to all who agree in `names`. */
export function covers(names: VaryNames, stated: VaryNames): boolean {
  if (names === undefined) return true
  return stated !== undefined && stated.every((name) => names.includes(name))
}

/** Whoever sends one of these may get what is only theirs, whatever the subgraph says of it. */
const CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization']

export function hasCredentials(headers: TravellingHeaders): boolean {
  return CREDENTIALS.some((name) => headers[name] !== undefined)
}

/** One key for all requests that may share an answer. Without any header there is nothing to tell apart by. */
export function nameHeaders(headers: TravellingHeaders, names: VaryNames): string {
  const sent = Object.keys(headers)
  if (sent.length === 0) return ''
  const telling = sent.filter(
    (name) => names === undefined || names.includes(name) || CREDENTIALS.includes(name),
  )
  const told = Object.fromEntries(telling.map((name) => [name, headers[name] ?? '']))
  return `${names?.join() ?? '*'} ${headersKey(told)}`
}
