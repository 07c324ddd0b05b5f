import { print } from 'graphql'
import type { Snapshot } from '../supergraph/snapshot.ts'
import type { Batch, Target } from './preparedFetch.ts'
import type { Part } from './composeRequest.ts'
import type { Guard } from '../plan/conditions.ts'
import { listFieldGuards, passes } from '../plan/conditions.ts'
import type { ContextVariable } from './contextVariables.ts'
import { compileContext } from './contextVariables.ts'
import { Entities } from './entities.ts'
import type { Fetch } from '../plan/fetches.ts'
import type { Place, Places } from '../plan/responsePositions.ts'
import type { Question } from '../plan/fetchOperations.ts'
import type { Represent } from './representation.ts'
import { compileRepresent } from './representation.ts'
import type { Spot } from './resultNode.ts'
import type { State } from './state.ts'
import type { Walk, Walked } from './walk.ts'
import { createWalks, walkTo } from './walk.ts'

/** Finds what a call has to ask about, given what has been answered so far. */
export type Gather = (state: State) => readonly Batch[]

export interface Compiling {
  readonly snapshot: Snapshot
  readonly places: Places
  /** By fetch, the fetches that give what it needs. */
  readonly dependencies: readonly ReadonlySet<number>[]
  /** The client's name of each variable that travels under another. */
  readonly clientVariables: ReadonlyMap<string, string>
}

export function compileGather(fetches: readonly Fetch[], compiling: Compiling): Gather {
  const parts = new Map<string, Part>()
  const walkAlong = createWalks(compiling.places.root, compiling.snapshot)
  const sources = fetches.map((fetch) => compileSource(fetch, parts, walkAlong(fetch.path), compiling))
  return (state) => {
    const drafts = new Map<string, Draft>()
    const walked: Walked = new Map()
    for (const source of sources) {
      if (!passes(source.guards, state.variables)) continue
      gatherSource(source, walkTo(source.walk, state.root, walked), state, drafts)
    }
    return [...drafts.values()]
      .toSorted((one, other) => one.part.id - other.part.id)
      .map(({ part, contexts, entities, targets }) => ({
        part,
        contexts,
        representations: entities.texts,
        targets,
      }))
  }
}

/** One fetch of a call. */
interface Source {
  readonly fetch: Fetch
  readonly place: Place
  readonly slot: number
  readonly guards: readonly Guard[]
  readonly dependencies: readonly number[]
  readonly walk: Walk
  readonly contexts: readonly ContextVariable[]
  readonly asks: readonly CompiledQuestion[]
}

interface CompiledQuestion {
  readonly part: Part
  /** Undefined when the fetch starts at the root. */
  readonly represent: Represent | undefined
  /** One of these must pass for there to be anything to ask. */
  readonly fieldGuards: readonly (readonly Guard[])[]
  readonly finer: readonly CompiledQuestion[]
}

/** A batch being filled: each entity once, and each knows the spots that it is for. */
interface Draft {
  readonly part: Part
  readonly contexts: ReadonlyMap<string, string>
  readonly entities: Entities
  readonly targets: Target[]
}

function compileSource(fetch: Fetch, parts: Map<string, Part>, walk: Walk, compiling: Compiling): Source {
  const { places, snapshot, dependencies } = compiling
  const at = places.ofFetch[fetch.id]
  if (at === undefined) throw new RangeError(`expected a place for fetch ${fetch.id}`)
  return {
    ...at,
    fetch,
    guards: inClientNames(fetch.guards, compiling),
    dependencies: [...(dependencies[fetch.id] ?? [])],
    walk,
    contexts: compileContext(fetch, at.place, snapshot),
    asks: fetch.questions.map((question) => compileQuestion(question, fetch, at.place, parts, compiling)),
  }
}

function compileQuestion(
  { selectionSet, requires, finer }: Question,
  fetch: Fetch,
  place: Place,
  parts: Map<string, Part>,
  compiling: Compiling,
): CompiledQuestion {
  const mayRead = ({ slots }: Place, slot: number) => fetch.before.has(slots[slot]?.fetch ?? -1)
  const at = { place, snapshot: compiling.snapshot, mayRead }
  return {
    part: findPart(selectionSet, fetch, parts),
    represent: requires && compileRepresent(fetch, requires, at),
    fieldGuards: listFieldGuards(selectionSet).map((guards) => inClientNames(guards, compiling)),
    finer: finer.map((question) => compileQuestion(question, fetch, place, parts, compiling)),
  }
}

function inClientNames(guards: readonly Guard[], { clientVariables }: Compiling): readonly Guard[] {
  return guards.map(({ variable, wanted }) => ({
    variable: clientVariables.get(variable) ?? variable,
    wanted,
  }))
}

/** Fetches whose entities are asked for the same fields share a part. */
function findPart(selectionSet: Question['selectionSet'], fetch: Fetch, parts: Map<string, Part>): Part {
  const contexts = [...new Set((fetch.node.contextRewrites ?? []).map(({ renameKeyTo }) => renameKeyTo))]
  const isOfEntities = fetch.requires !== undefined
  const isOfItsOwn = !isOfEntities || contexts.length > 0
  const key = `${isOfItsOwn ? fetch.id : ''} ${print(selectionSet)}`
  const known = parts.get(key)
  if (known !== undefined) return known
  const part = { id: parts.size, selectionSet, isOfEntities, definition: fetch.definition, contexts }
  parts.set(key, part)
  return part
}

function gatherSource(
  source: Source,
  spots: readonly Spot[],
  state: State,
  drafts: Map<string, Draft>,
): void {
  let isWhole = spots.length > 0
  for (const ask of source.asks) {
    if (!ask.fieldGuards.some((guards) => passes(guards, state.variables))) continue
    const { represent } = ask
    if (represent === undefined) addAll(source, ask, spots, drafts)
    else isWhole = addEach(source, ask, represent, spots, drafts) && isWhole
  }
  // What could not be asked about, or was never reached, is the fault of whatever failed before.
  if (isWhole) return
  const failed = source.dependencies.find((id) => state.failures[id] !== undefined)
  if (failed !== undefined) state.failures[source.fetch.id] = state.failures[failed]
}

/** What starts at the root gets one answer for all spots. */
function addAll(
  source: Source,
  { part }: CompiledQuestion,
  spots: readonly Spot[],
  drafts: Map<string, Draft>,
): void {
  const [first] = spots
  if (first === undefined) return
  const { fetch, place, slot } = source
  const indexes = spots.map(() => 0)
  draftFor(source, part, first, drafts).targets.push({ fetch, place, slot, spots, indexes })
}

/** Returns whether everything could be asked of every spot. */
function addEach(
  source: Source,
  ask: CompiledQuestion,
  represent: Represent,
  spots: readonly Spot[],
  drafts: Map<string, Draft>,
): boolean {
  const missed =
    source.contexts.length === 0
      ? addAlike(source, ask, represent, spots, drafts)
      : spots.flatMap((spot) => addAlike(source, ask, represent, [spot], drafts))
  if (missed.length === 0) return true
  for (const part of ask.finer) {
    if (part.represent !== undefined) addEach(source, part, part.represent, missed, drafts)
  }
  return false
}

/** Adds spots that are in the same context; returns those that cannot be asked about. */
function addAlike(
  source: Source,
  { part }: CompiledQuestion,
  represent: Represent,
  spots: readonly Spot[],
  drafts: Map<string, Draft>,
): readonly Spot[] {
  const [first] = spots
  if (first === undefined) return []
  const { entities, targets } = draftFor(source, part, first, drafts)
  const { fetch, place, slot } = source
  const indexes = spots.map((spot) => {
    const representation = represent(spot)
    return representation === undefined ? -1 : entities.indexOf(spot, representation)
  })
  if (!indexes.includes(-1)) {
    targets.push({ fetch, place, slot, spots, indexes })
    return []
  }
  const asked = spots.filter((_, position) => indexes[position] !== -1)
  const known = indexes.filter((index) => index !== -1)
  if (asked.length > 0) targets.push({ fetch, place, slot, spots: asked, indexes: known })
  return spots.filter((_, position) => indexes[position] === -1)
}

function draftFor({ contexts }: Source, part: Part, spot: Spot, drafts: Map<string, Draft>): Draft {
  const texts = contexts.map(({ name, write }) => [name, write(spot)] as const)
  const key = texts.length === 0 ? String(part.id) : `${part.id} ${JSON.stringify(texts)}`
  const known = drafts.get(key)
  if (known !== undefined) return known
  const draft = { part, contexts: new Map(texts), entities: new Entities(), targets: [] }
  drafts.set(key, draft)
  return draft
}
