import type { Outcome } from './accept.ts'
import { accept } from './accept.ts'
import type { Ask } from './ask.ts'
import { writeAsk } from './ask.ts'
import type { Part } from './compose.ts'
import { createComposer } from './compose.ts'
import type { Fetch } from './fetches.ts'
import type { Compiling } from './gather.ts'
import { compileGather } from './gather.ts'
import type { Group } from './grouping.ts'
import { groupFetches } from './grouping.ts'
import type { State } from './state.ts'

/** One request to one subgraph, as far as it is known before there are data. */
export interface Call {
  readonly id: number
  readonly subgraph: string
  readonly isMutation: boolean
  readonly fetches: readonly Fetch[]
  /** The calls that must be over before. */
  readonly after: readonly number[]
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
  return groups.map((group, id) => {
    const needed = group.fetches.flatMap((fetch) => [...(compiling.dependencies[fetch.id] ?? [])])
    const after = new Set(needed.flatMap((fetch) => callOf.get(fetch) ?? []))
    return compileCall(id, group, [...after], compiling)
  })
}

function compileCall(id: number, { fetches }: Group, after: readonly number[], compiling: Compiling): Call {
  const [first] = fetches
  const subgraph = first?.subgraph ?? ''
  const gathers = createParts(fetches).map((part) => compileGather(part, compiling))
  const compose = createComposer()
  return {
    id,
    subgraph,
    isMutation: first?.isMutation === true,
    fetches,
    after,
    prepare: (state) => {
      const batches = gathers.flatMap((gather) => gather(state))
      if (batches.length === 0) return undefined
      return writeAsk(batches, compose(batches.map(({ part }) => part)), state, compiling.clientVariables)
    },
    accept: (state, ask, outcome) => {
      state.errors[id] = accept(state, ask, outcome, subgraph)
    },
  }
}

/** Fetches whose entities are asked for the same fields become one part. */
function createParts(fetches: readonly Fetch[]): readonly Part[] {
  const parts = new Map<string, [Fetch, ...Fetch[]]>()
  for (const fetch of fetches) {
    const isOfItsOwn = fetch.requires === undefined || fetch.node.contextRewrites !== undefined
    const text = isOfItsOwn ? `#${fetch.id}` : fetch.node.operation
    const part = parts.get(text)
    if (part === undefined) parts.set(text, [fetch])
    else part.push(fetch)
  }
  return [...parts.values()].map((members, id) => {
    const contexts = new Set((members[0].node.contextRewrites ?? []).map(({ renameKeyTo }) => renameKeyTo))
    return { id, fetches: members, fetch: members[0], contexts: [...contexts] }
  })
}
