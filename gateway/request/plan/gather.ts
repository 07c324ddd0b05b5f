import type { Snapshot } from '../../snapshot.ts'
import type { Batch, Target } from './ask.ts'
import type { Part } from './compose.ts'
import { passes } from './conditions.ts'
import type { ContextVariable } from './context.ts'
import { compileContext } from './context.ts'
import { Entities } from './entities.ts'
import type { Fetch } from './fetches.ts'
import type { Place, Places } from './places.ts'
import type { Represent } from './representation.ts'
import { compileRepresent } from './representation.ts'
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
    return [...drafts.values()].map(({ contexts, entities, targets }) => {
      return { part, contexts, representations: entities.texts, targets }
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
  /** Undefined when the fetch starts at the root. */
  readonly represent: Represent | undefined
  readonly contexts: readonly ContextVariable[]
}

/** A batch being filled: entities with the same text are one, and each knows the spots that it is for. */
interface Draft {
  readonly contexts: ReadonlyMap<string, string>
  readonly entities: Entities
  readonly targets: DraftTarget[]
}

type DraftTarget = Target & { readonly spots: Spot[]; readonly indexes: number[] }

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
      fetch.requires && compileRepresent(fetch, fetch.requires, { place: at.place, snapshot, mayRead }),
    contexts: compileContext(fetch, at.place, snapshot),
  }
}

function gatherSource(source: Source, state: State, drafts: Map<string, Draft>): void {
  const spots = source.walk(state.root)
  const asked =
    source.represent === undefined
      ? addAll(source, spots, drafts)
      : addEach(source, source.represent, spots, drafts)
  // What could not be asked about, or was never reached, is the fault of whatever failed before.
  if (asked === spots.length && asked > 0) return
  const failed = source.dependencies.find((id) => state.failures[id] !== undefined)
  if (failed !== undefined) state.failures[source.fetch.id] = state.failures[failed]
}

/** What starts at the root gets one answer for all spots. */
function addAll(source: Source, spots: readonly Spot[], drafts: Map<string, Draft>): number {
  if (spots.length === 0) return 0
  const { targets } = draftFor(source, spots[0], drafts)
  targets.push({ ...targetOf(source), spots: [...spots], indexes: spots.map(() => 0) })
  return spots.length
}

function addEach(
  source: Source,
  represent: Represent,
  spots: readonly Spot[],
  drafts: Map<string, Draft>,
): number {
  const targets = new Map<Draft, DraftTarget>()
  let draft: Draft | undefined
  let asked = 0
  for (const spot of spots) {
    const representation = represent(spot)
    if (representation === undefined) continue
    if (draft === undefined || source.contexts.length > 0) draft = draftFor(source, spot, drafts)
    const index = draft.entities.indexOf(spot, representation)
    if (index === undefined) continue
    const target = targets.get(draft) ?? targetOf(source)
    targets.set(draft, target)
    target.spots.push(spot)
    target.indexes.push(index)
    asked++
  }
  for (const [{ targets: known }, target] of targets) known.push(target)
  return asked
}

function targetOf({ fetch, place, slot }: Source): DraftTarget {
  return { fetch, place, slot, spots: [], indexes: [] }
}

function draftFor({ contexts }: Source, spot: Spot | undefined, drafts: Map<string, Draft>): Draft {
  const texts = spot === undefined ? [] : contexts.map(({ name, write }) => [name, write(spot)] as const)
  const key = texts.length === 0 ? '' : JSON.stringify(texts)
  const known = drafts.get(key)
  if (known !== undefined) return known
  const draft = { contexts: new Map(texts), entities: new Entities(), targets: [] }
  drafts.set(key, draft)
  return draft
}
