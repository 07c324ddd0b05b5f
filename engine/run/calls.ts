import type { Outcome } from './mergeResponse.ts'
import { accept } from './mergeResponse.ts'
import type { Ask, Batch } from './preparedFetch.ts'
import { writeAsk } from './preparedFetch.ts'
import { createComposer } from './composeRequest.ts'
import type { Fetch } from '../plan/fetches.ts'
import type { Compiling } from './collectRepresentations.ts'
import { compileGather } from './collectRepresentations.ts'
import type { Group } from '../plan/grouping.ts'
import { groupFetches } from '../plan/grouping.ts'
import type { State } from './state.ts'

/** One request to one subgraph, as far as it is known before there are data. */
export interface Call {
  readonly id: number
  readonly subgraph: string
  readonly isMutation: boolean
  readonly fetches: readonly Fetch[]
  /** The calls that must be over before. */
  readonly after: readonly number[]
  /** The same with those that they wait for, in the order of their numbers: all whose answers decide what is asked. */
  readonly before: readonly number[]
  /** What to ask now; undefined when there is nothing to ask. */
  readonly prepare: (state: State) => Ask | undefined
  /** Lays the answer, or why there is none, into the state. */
  readonly accept: (state: State, ask: Ask, outcome: Outcome) => void
}

export function compileCalls(fetches: readonly Fetch[], compiling: Compiling): readonly Call[] {
  const groups = groupFetches(fetches, compiling.dependencies)
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
  { fetches }: Group,
  after: readonly (readonly number[])[],
  compiling: Compiling,
): Call {
  const [first] = fetches
  const subgraph = first?.subgraph ?? ''
  const gather = compileGather(fetches, compiling)
  const compose = createComposer()
  // An ask that is remembered can be narrowed, and so holds these values, but nothing else of its request.
  const writeFor = (variables: State['variables']) => {
    const write = (asked: readonly Batch[]): Ask => {
      const composed = compose(asked.map(({ part }) => part))
      return writeAsk(asked, composed, variables, compiling.clientVariables, write)
    }
    return write
  }
  return {
    id,
    subgraph,
    isMutation: first?.isMutation === true,
    fetches,
    after: after[id] ?? [],
    before: [...closeOver(id, after)].toSorted((one, other) => one - other),
    prepare: (state) => {
      const batches = gather(state).filter(({ targets }) => targets.some(({ spots }) => spots.length > 0))
      if (batches.length === 0) return undefined
      return writeFor(state.variables)(batches)
    },
    accept: (state, ask, outcome) => {
      state.errors[id] = accept(state, ask, outcome, subgraph)
    },
  }
}

function closeOver(
  id: number,
  after: readonly (readonly number[])[],
  found = new Set<number>(),
): ReadonlySet<number> {
  for (const call of after[id] ?? []) {
    if (found.has(call)) continue
    found.add(call)
    closeOver(call, after, found)
  }
  return found
}
