import type { Composed, Part } from './composeRequest.ts'
import type { Fetch } from '../plan/fetches.ts'
import { quote, writeJson } from './json.ts'
import type { Place } from '../plan/responsePositions.ts'
import type { Spot } from './resultNode.ts'
import type { State } from './state.ts'

/** What one call asks now, with what its answer will be laid over. */
export interface Ask {
  readonly query: string
  /** The variables as JSON text. */
  readonly variables: string
  /** The body of an HTTP request. */
  readonly body: string
  /** How many entities are asked about, each once. */
  readonly entities: number
  readonly batches: readonly Batch[]
  /** The response key of each batch's entities; undefined for one that starts at the root. */
  readonly keys: readonly (string | undefined)[]
  /** The client's values by the planner's names of the variables, as JSON text. */
  readonly values: ReadonlyMap<string, string>
  /** The same question about less: some of the batches, or some of their entities. */
  readonly narrow: (batches: readonly Batch[]) => Ask
}

/** What one part of a request asks about. */
export interface Batch {
  readonly part: Part
  readonly representations: readonly string[]
  readonly targets: readonly Target[]
  /** Values from `@context` as JSON text, the same for all entities of the batch. */
  readonly contexts: ReadonlyMap<string, string>
}

/** The spots of one fetch, and for each the index of its representation. */
export interface Target {
  readonly fetch: Fetch
  readonly place: Place
  readonly slot: number
  readonly spots: readonly Spot[]
  readonly indexes: readonly number[]
}

export type ClientNames = ReadonlyMap<string, string>

export function writeAsk(
  batches: readonly Batch[],
  composed: Composed,
  variables: State['variables'],
  names: ClientNames,
  narrow: Ask['narrow'],
): Ask {
  const texts: string[] = []
  const values = new Map<string, string>()
  let entities = 0
  batches.forEach(({ representations, contexts }, index) => {
    if (composed.keys[index] !== undefined) {
      texts.push(`${quote(composed.representations[index] ?? '')}:[${representations.join(',')}]`)
      entities += representations.length
    }
    for (const [name, text] of contexts)
      texts.push(`${quote(composed.contexts[index]?.get(name) ?? name)}:${text}`)
  })
  for (const name of composed.variables) {
    const text = writeJson(variables[names.get(name) ?? name])
    if (text === undefined) continue
    values.set(name, text)
    texts.push(`${quote(name)}:${text}`)
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
    narrow,
  }
}
