import type { KeptFields } from '../../kit/json/keepTexts.ts'
import type { Composed, Part } from './composeRequest.ts'
import type { EntityIdentity } from './entityIdentity.ts'
import type { Fetch } from '../plan/fetches.ts'
import { quoteJson, writeJson } from '../../kit/json/writeJson.ts'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import type { ResultNode } from './resultNode.ts'

/** The request of one call, with the result nodes that its response will be merged into. */
export interface PreparedFetch {
  readonly query: string
  /** The variables as JSON text. */
  readonly variables: string
  /** The body of an HTTP request. */
  readonly body: string
  /** How many entities are fetched, each once. */
  readonly entities: number
  readonly batches: readonly Batch[]
  /** The response key of each batch's entities; undefined for one that starts at the root. */
  readonly keys: readonly (string | undefined)[]
  /** The client's values by the planner's names of the variables, as JSON text. */
  readonly values: ReadonlyMap<string, string>
  /** Where custom scalars stand in the body of the response; undefined where there are none. */
  readonly scalars: KeptFields | undefined
  /** A reduced request: for some of the batches, or some of their entities. */
  readonly reduce: (batches: readonly Batch[]) => PreparedFetch
}

/** The entities of one part of a request. */
export interface Batch {
  readonly part: Part
  readonly representations: readonly string[]
  readonly targets: readonly BatchTarget[]
  /** Values from `@context` as JSON text, the same for all entities of the batch. */
  readonly contexts: ReadonlyMap<string, string>
}

/** The result nodes of one fetch, and for each the index of its representation. */
export interface BatchTarget {
  readonly fetch: Fetch
  readonly position: ResponsePosition
  readonly slot: number
  readonly nodes: readonly ResultNode[]
  readonly indexes: readonly number[]
  /** Undefined when the fetch starts at the root. */
  readonly identity: EntityIdentity | undefined
}

export type ClientNames = ReadonlyMap<string, string>

export function writeFetch(
  batches: readonly Batch[],
  composed: Composed,
  variables: Readonly<Record<string, unknown>>,
  names: ClientNames,
  reduce: PreparedFetch['reduce'],
): PreparedFetch {
  const texts: string[] = []
  const values = new Map<string, string>()
  let entities = 0
  batches.forEach(({ representations, contexts }, index) => {
    if (composed.keys[index] !== undefined) {
      texts.push(`${quoteJson(composed.representations[index] ?? '')}:[${representations.join(',')}]`)
      entities += representations.length
    }
    for (const [name, text] of contexts)
      texts.push(`${quoteJson(composed.contexts[index]?.get(name) ?? name)}:${text}`)
  })
  for (const name of composed.variables) {
    const text = writeJson(variables[names.get(name) ?? name])
    if (text === undefined) continue
    values.set(name, text)
    texts.push(`${quoteJson(name)}:${text}`)
  }
  const text = `{${texts.join(',')}}`
  return {
    query: composed.query,
    variables: text,
    body: `${composed.bodyHead}${text}}`,
    entities,
    batches,
    keys: composed.keys,
    values,
    scalars: composed.scalars,
    reduce,
  }
}
