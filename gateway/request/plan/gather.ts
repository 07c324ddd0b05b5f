import type { Snapshot } from '../../snapshot.ts'
import type { Batch, Target } from './ask.ts'
import type { Part } from './compose.ts'
import { passes } from './conditions.ts'
import type { ContextVariable } from './context.ts'
import { compileContext } from './context.ts'
import type { Fetch } from './fetches.ts'
import type { Place, Places } from './places.ts'
import type { WriteRepresentation } from './representation.ts'
import { compileRepresentation } from './representation.ts'
import type { Spot } from './spot.ts'
import type { State } from './state.ts'
import type { Walk } from './walk.ts'
import { compileWalk } from './walk.ts'

/** Finds what a part of a call has to ask about, given what has been answered so far. */
export type Gather = (state: State) => readonly Batch[]

export interface Compiling {
  readonly snapshot: Snapshot
  readonly places: Places
  /** By fetch, the fetches that give what it needs. */
  readonly dependencies: readonly ReadonlySet<number>[]
  /** The client's name of each variable that travels under another. */
  readonly clientVariables: ReadonlyMap<string, string>
}

export function compileGather(part: Part, compiling: Compiling): Gather {
  const sources = part.fetches.map((fetch) => compileSource(fetch, compiling))
  return (state) => {
    const drafts = new Map<string, Draft>()
    for (const source of sources) {
      if (passes(source.guards, state.variables)) gatherSource(source, state, drafts)
    }
    return [...drafts.values()].map(({ contexts, representations, targets }) => {
      return { part, contexts, representations: [...representations.keys()], targets }
    })
  }
}

interface Source {
  readonly fetch: Fetch
  readonly place: Place
  readonly slot: number
  readonly guards: Fetch['guards']
  readonly dependencies: readonly number[]
  readonly walk: Walk
  readonly represent: WriteRepresentation | undefined
  readonly contexts: readonly ContextVariable[]
}

/** A batch being filled: entities with the same text are one, and each knows the spots that it is for. */
interface Draft {
  readonly contexts: ReadonlyMap<string, string>
  readonly representations: Map<string, number>
  readonly targets: (Target & { readonly spots: Spot[]; readonly indexes: number[] })[]
}

function compileSource(fetch: Fetch, { places, snapshot, dependencies, clientVariables }: Compiling): Source {
  const at = places.ofFetch[fetch.id]
  if (at === undefined) throw new RangeError(`expected a place for fetch ${fetch.id}`)
  const mayRead = (place: Place, slot: number) => fetch.before.has(place.slots[slot]?.fetch ?? -1)
  return {
    ...at,
    fetch,
    guards: fetch.guards.map(({ variable, wanted }) => ({
      variable: clientVariables.get(variable) ?? variable,
      wanted,
    })),
    dependencies: [...(dependencies[fetch.id] ?? [])],
    walk: compileWalk(places.root, fetch.path, snapshot),
    represent:
      fetch.requires && compileRepresentation(fetch, fetch.requires, { place: at.place, snapshot, mayRead }),
    contexts: compileContext(fetch, at.place, snapshot),
  }
}

function gatherSource(source: Source, state: State, drafts: Map<string, Draft>): void {
  const spots = source.walk(state.root)
  let asked = 0
  for (const spot of spots) {
    const text = source.represent === undefined ? '' : source.represent(spot)
    if (text === undefined) continue
    addTo(draftFor(source, spot, drafts), source, spot, text)
    asked++
  }
  // What could not be asked about, or was never reached, is the fault of whatever failed before.
  if (asked === spots.length && asked > 0) return
  const failed = source.dependencies.find((id) => state.failures[id] !== undefined)
  if (failed !== undefined) state.failures[source.fetch.id] = state.failures[failed]
}

function draftFor({ contexts }: Source, spot: Spot, drafts: Map<string, Draft>): Draft {
  const texts = contexts.map(({ name, write }) => [name, write(spot)] as const)
  const key = texts.length === 0 ? '' : JSON.stringify(texts)
  const known = drafts.get(key)
  if (known !== undefined) return known
  const draft = { contexts: new Map(texts), representations: new Map(), targets: [] }
  drafts.set(key, draft)
  return draft
}

function addTo(
  { representations, targets }: Draft,
  { fetch, place, slot }: Source,
  spot: Spot,
  text: string,
): void {
  let index = representations.get(text)
  if (index === undefined) {
    index = representations.size
    representations.set(text, index)
  }
  let target = targets.at(-1)
  if (target?.fetch !== fetch) {
    target = { fetch, place, slot, spots: [], indexes: [] }
    targets.push(target)
  }
  target.spots.push(spot)
  target.indexes.push(index)
}
