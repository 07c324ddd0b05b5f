import { print } from 'graphql'
import type { Supergraph } from '../supergraph/supergraph.ts'
import type { Batch, BatchTarget } from './preparedFetch.ts'
import type { Part } from './composeRequest.ts'
import type { Guard } from '../plan/conditions.ts'
import { listFieldGuards, passes } from '../plan/conditions.ts'
import type { ContextVariable } from './contextVariables.ts'
import { compileContext } from './contextVariables.ts'
import { Entities } from './entities.ts'
import type { EntityIdentity } from './entityIdentity.ts'
import { compileIdentity } from './entityIdentity.ts'
import type { Fetch } from '../plan/fetches.ts'
import type { ResponsePosition, ResponsePositions } from '../plan/responsePositions.ts'
import type { FetchOperation } from '../plan/fetchOperations.ts'
import type { Represent } from './representation.ts'
import { compileRepresent } from './representation.ts'
import type { ResultNode } from './resultNode.ts'
import type { State } from './state.ts'
import type { Walk, Walked } from './walk.ts'
import { createWalks, walkTo } from './walk.ts'

/** Collects the representations of a call's entities from the responses merged so far. */
export type CollectRepresentations = (state: State) => readonly Batch[]

export interface Compiling {
  readonly supergraph: Supergraph
  readonly positions: ResponsePositions
  /** By fetch, the fetches whose responses it needs. */
  readonly dependencies: readonly ReadonlySet<number>[]
  /** By fetch, which parts of an answer need it; absent where the answer is whole. */
  readonly classes?: readonly string[]
  /** The client's name of each variable that travels under another. */
  readonly clientVariables: ReadonlyMap<string, string>
}

export function compileCollect(fetches: readonly Fetch[], compiling: Compiling): CollectRepresentations {
  const parts = new Map<string, Part>()
  const walkAlong = createWalks(compiling.positions.root, compiling.supergraph)
  const sources = fetches.map((fetch) => compileFetchSource(fetch, parts, walkAlong(fetch.path), compiling))
  return (state) => {
    const drafts = new Map<string, Draft>()
    const walked: Walked = new Map()
    for (const source of sources) {
      if (!passes(source.guards, state.variables)) continue
      collectSource(source, walkTo(source.walk, state.root, walked), state, drafts)
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
interface FetchSource {
  readonly fetch: Fetch
  readonly position: ResponsePosition
  readonly slot: number
  readonly guards: readonly Guard[]
  readonly dependencies: readonly number[]
  readonly walk: Walk
  readonly contexts: readonly ContextVariable[]
  readonly operations: readonly CompiledOperation[]
}

interface CompiledOperation {
  readonly part: Part
  /** Undefined when the fetch starts at the root. */
  readonly represent: Represent | undefined
  /** As `represent`. */
  readonly identity: EntityIdentity | undefined
  /** One of these must pass, or the operation selects nothing. */
  readonly fieldGuards: readonly (readonly Guard[])[]
  readonly parts: readonly CompiledOperation[]
}

/** A batch being filled: its entities, each once, and the result nodes that they are for. */
interface Draft {
  readonly part: Part
  readonly contexts: ReadonlyMap<string, string>
  readonly entities: Entities
  readonly targets: BatchTarget[]
}

function compileFetchSource(
  fetch: Fetch,
  parts: Map<string, Part>,
  walk: Walk,
  compiling: Compiling,
): FetchSource {
  const { positions, supergraph, dependencies } = compiling
  const at = positions.ofFetch[fetch.id]
  if (at === undefined) throw new RangeError(`expected a position for fetch ${fetch.id}`)
  return {
    ...at,
    fetch,
    guards: inClientNames(fetch.guards, compiling),
    dependencies: [...(dependencies[fetch.id] ?? [])],
    walk,
    contexts: compileContext(fetch, at.position, supergraph),
    operations: fetch.operations.map((operation) =>
      compileOperation(operation, fetch, at.position, parts, compiling),
    ),
  }
}

function compileOperation(
  { selectionSet, requires, parts }: FetchOperation,
  fetch: Fetch,
  position: ResponsePosition,
  shared: Map<string, Part>,
  compiling: Compiling,
): CompiledOperation {
  const mayRead = ({ slots }: ResponsePosition, slot: number) => fetch.before.has(slots[slot]?.fetch ?? -1)
  const at = { position, supergraph: compiling.supergraph, mayRead }
  return {
    part: findPart(selectionSet, fetch, shared),
    represent: requires && compileRepresent(fetch, requires, at),
    identity: requires && compileIdentity(fetch, selectionSet, requires, at),
    fieldGuards: listFieldGuards(selectionSet).map((guards) => inClientNames(guards, compiling)),
    parts: parts.map((part) => compileOperation(part, fetch, position, shared, compiling)),
  }
}

function inClientNames(guards: readonly Guard[], { clientVariables }: Compiling): readonly Guard[] {
  return guards.map(({ variable, wanted }) => ({
    variable: clientVariables.get(variable) ?? variable,
    wanted,
  }))
}

/** Fetches that select the same fields of their entities share a part. */
function findPart(
  selectionSet: FetchOperation['selectionSet'],
  fetch: Fetch,
  parts: Map<string, Part>,
): Part {
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

function collectSource(
  source: FetchSource,
  nodes: readonly ResultNode[],
  state: State,
  drafts: Map<string, Draft>,
): void {
  let isWhole = nodes.length > 0
  for (const operation of source.operations) {
    if (!operation.fieldGuards.some((guards) => passes(guards, state.variables))) continue
    const { represent } = operation
    if (represent === undefined) addAll(source, operation, nodes, drafts)
    else isWhole = addEach(source, operation, represent, nodes, drafts) && isWhole
  }
  // Result nodes without a representation, and those never reached, are due to a dependency that failed.
  if (isWhole) return
  state.unasked[source.fetch.id] = source.dependencies
  const failed = source.dependencies.find((id) => state.failures[id] !== undefined)
  if (failed !== undefined) state.failures[source.fetch.id] = state.failures[failed]
}

/** A fetch that starts at the root gets one response for all result nodes. */
function addAll(
  source: FetchSource,
  { part }: CompiledOperation,
  nodes: readonly ResultNode[],
  drafts: Map<string, Draft>,
): void {
  const [first] = nodes
  if (first === undefined) return
  const { fetch, position, slot } = source
  const indexes = nodes.map(() => 0)
  draftFor(source, part, first, drafts).targets.push({
    fetch,
    position,
    slot,
    nodes: nodes,
    indexes,
    identity: undefined,
  })
}

/** Returns whether every result node could be represented with all fields that the operation requires. */
function addEach(
  source: FetchSource,
  operation: CompiledOperation,
  represent: Represent,
  nodes: readonly ResultNode[],
  drafts: Map<string, Draft>,
): boolean {
  const missed =
    source.contexts.length === 0
      ? addInOneContext(source, operation, represent, nodes, drafts)
      : nodes.flatMap((node) => addInOneContext(source, operation, represent, [node], drafts))
  if (missed.length === 0) return true
  for (const part of operation.parts) {
    if (part.represent !== undefined) addEach(source, part, part.represent, missed, drafts)
  }
  return false
}

/** Adds result nodes that are in the same context; returns those that cannot be represented. */
function addInOneContext(
  source: FetchSource,
  { part, identity }: CompiledOperation,
  represent: Represent,
  nodes: readonly ResultNode[],
  drafts: Map<string, Draft>,
): readonly ResultNode[] {
  const [first] = nodes
  if (first === undefined) return []
  const { entities, targets } = draftFor(source, part, first, drafts)
  const { fetch, position, slot } = source
  const indexes = nodes.map((node) => {
    const representation = represent(node)
    return representation === undefined ? -1 : entities.indexOf(node, representation)
  })
  if (!indexes.includes(-1)) {
    targets.push({ fetch, position, slot, nodes: nodes, indexes, identity })
    return []
  }
  const represented = nodes.filter((_, position) => indexes[position] !== -1)
  const known = indexes.filter((index) => index !== -1)
  if (represented.length > 0)
    targets.push({ fetch, position, slot, nodes: represented, indexes: known, identity })
  return nodes.filter((_, position) => indexes[position] === -1)
}

function draftFor(
  { contexts }: FetchSource,
  part: Part,
  node: ResultNode,
  drafts: Map<string, Draft>,
): Draft {
  const texts = contexts.map(({ name, write }) => [name, write(node)] as const)
  const key = texts.length === 0 ? String(part.id) : `${part.id} ${JSON.stringify(texts)}`
  const known = drafts.get(key)
  if (known !== undefined) return known
  const draft = { part, contexts: new Map(texts), entities: new Entities(), targets: [] }
  drafts.set(key, draft)
  return draft
}
