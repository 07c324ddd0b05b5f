import type { FetchResult } from './mergeResponse.ts'
import { mergeResponse } from './mergeResponse.ts'
import type { PreparedFetch, Batch } from './preparedFetch.ts'
import { writeFetch } from './preparedFetch.ts'
import { createComposer } from './composeRequest.ts'
import type { Fetch } from '../plan/fetches.ts'
import type { Compiling } from './collectRepresentations.ts'
import { compileCollect } from './collectRepresentations.ts'
import type { FetchGroup } from '../plan/grouping.ts'
import { groupFetches } from '../plan/grouping.ts'
import type { OperationType } from '../operation/operation.ts'
import type { State } from './state.ts'

/** One request to one subgraph, as far as it is known before there are data. */
export interface Call {
  readonly id: number
  readonly subgraph: string
  /** Of its fetches at the root; a query where it fetches entities. */
  readonly operation: OperationType
  readonly fetches: readonly Fetch[]
  /** The calls that must have ended before it starts. */
  readonly after: readonly number[]
  /** The same with those that they wait for in turn, in the order of their numbers: all whose responses it depends on. */
  readonly before: readonly number[]
  /** The request to send now; undefined when there is nothing to fetch. */
  readonly prepare: (state: State) => PreparedFetch | undefined
  /** Merges the response, or the reason why there is none, into the state. */
  readonly merge: (state: State, prepared: PreparedFetch, result: FetchResult) => void
}

export function compileCalls(fetches: readonly Fetch[], compiling: Compiling): readonly Call[] {
  const groups = groupFetches(fetches, compiling.dependencies, compiling.classes)
  const callOf = new Map(
    groups.flatMap(({ fetches: members }, id) => members.map((fetch) => [fetch.id, id] as const)),
  )
  const after = groups.map((group) => {
    const needed = group.fetches.flatMap((fetch) => [...(compiling.dependencies[fetch.id] ?? [])])
    return [...new Set(needed.flatMap((fetch) => callOf.get(fetch) ?? []))]
  })
  return groups.map((group, id) => compileCall(id, group, after, compiling))
}

function compileCall(
  id: number,
  { fetches }: FetchGroup,
  after: readonly (readonly number[])[],
  compiling: Compiling,
): Call {
  const [first] = fetches
  const subgraph = first?.subgraph ?? ''
  const collect = compileCollect(fetches, compiling)
  const compose = createComposer(subgraph, compiling.supergraph)
  // A fetch that the memo remembers can still be reduced. So it holds these values, but nothing else of its request.
  const createWrite = (variables: State['variables']) => {
    const write = (batches: readonly Batch[]): PreparedFetch => {
      const composed = compose(batches.map(({ part }) => part))
      return writeFetch(batches, composed, variables, compiling.clientVariables, write)
    }
    return write
  }
  return {
    id,
    subgraph,
    operation: first?.definition.operation ?? 'query',
    fetches,
    after: after[id] ?? [],
    before: [...listBefore(id, after)].toSorted((one, other) => one - other),
    prepare: (state) => {
      const batches = collect(state).filter(({ targets }) => targets.some(({ nodes }) => nodes.length > 0))
      if (batches.length === 0) return undefined
      return createWrite(state.variables)(batches)
    },
    merge: (state, prepared, result) => {
      state.errors[id] = mergeResponse(state, prepared, result, { id, subgraph })
    },
  }
}

function listBefore(
  id: number,
  after: readonly (readonly number[])[],
  found = new Set<number>(),
): ReadonlySet<number> {
  for (const call of after[id] ?? []) {
    if (found.has(call)) continue
    found.add(call)
    listBefore(call, after, found)
  }
  return found
}
