import { ERROR_CODES } from '../../gateway/errors.ts'
import type { Ask, Batch, Target } from './preparedFetch.ts'
import type { ClientPath } from './errorPaths.ts'
import { pathsToSpots, translatePath, vaguePath } from './errorPaths.ts'
import type { Data, Spot } from './resultNode.ts'
import { isData } from './resultNode.ts'
import type { Failure, PlacedError, State } from './state.ts'

/** What came of a call: an answer whose envelope was checked, or the reason why there is none. */
export type Outcome =
  | { readonly kind: 'answer'; readonly data: unknown; readonly errors: readonly unknown[] }
  | { readonly kind: 'failure'; readonly message: string; readonly code: string }

/** Lays an answer over the spots that it is about; returns the errors, each at the client's place. */
export function accept(state: State, ask: Ask, outcome: Outcome, subgraph: string): readonly PlacedError[] {
  if (outcome.kind === 'failure') {
    const { message, code } = outcome
    failAll(state, ask.batches, { message, code, subgraph, isReported: false })
    return []
  }
  const { data, errors } = outcome
  if (isData(data)) ask.batches.forEach((batch, index) => lay(state, batch, ask.keys[index], data, subgraph))
  if (errors.length === 0) return []
  return placeErrors(state, ask, isData(data), errors.map(readError), subgraph)
}

function failAll(state: State, batches: readonly Batch[], failure: Failure): void {
  for (const { targets } of batches) for (const { fetch } of targets) state.failures[fetch.id] = failure
}

function lay(
  state: State,
  batch: Batch,
  key: string | undefined,
  data: Record<string, unknown>,
  subgraph: string,
): void {
  if (key === undefined) {
    for (const { spots, slot } of batch.targets) for (const spot of spots) spot.setSource(slot, data)
    return
  }
  const entities = data[key]
  const isWhole = Array.isArray(entities) && entities.length === batch.representations.length
  const isSound = isWhole && batch.targets.every((target) => layEntities(target, entities))
  if (isSound) return
  const message = `Subgraph "${subgraph}" gave other entities than it was asked for.`
  failAll(state, [batch], { message, code: 'SUBGRAPH_MALFORMED', subgraph, isReported: false })
}

function layEntities({ spots, indexes, slot }: Target, entities: readonly unknown[]): boolean {
  let isSound = true
  for (let position = 0; position < spots.length; position++) {
    const entity = entities[indexes[position] ?? 0]
    const spot = spots[position]
    if (isData(entity) && spot !== undefined) addSource(spot, slot, entity)
    else if (entity !== null) isSound = false
  }
  return isSound
}

/** A fetch whose question was divided gives one object in several pieces. */
function addSource(spot: Spot, slot: number, entity: Data): void {
  const known = spot.source(slot)
  spot.setSource(slot, known === undefined ? entity : { ...known, ...entity })
}

interface SubgraphError {
  readonly message: string
  readonly code: string
  readonly path: readonly unknown[] | undefined
}

/** Only this passes on to the client, and only codes that it can look up: extensions may hold traces and addresses. */
function readError(error: unknown): SubgraphError {
  const { message, path, extensions } = isData(error) ? error : {}
  const code = isData(extensions) ? extensions['code'] : undefined
  return {
    message:
      typeof message === 'string' && message !== ''
        ? message
        : 'The subgraph reported an error without a message.',
    code: typeof code === 'string' && Object.hasOwn(ERROR_CODES, code) ? code : 'SUBGRAPH_ERROR',
    path: Array.isArray(path) && path.length > 0 ? path : undefined,
  }
}

function placeErrors(
  state: State,
  ask: Ask,
  hasData: boolean,
  errors: readonly SubgraphError[],
  subgraph: string,
) {
  const placed: PlacedError[] = []
  for (const { message, code, path } of errors) {
    const paths = path === undefined ? [] : findPaths(state, ask, path)
    if (paths.length === 0 && !hasData)
      failAll(state, ask.batches, { message, code, subgraph, isReported: false })
    else if (paths.length === 0) placed.push({ message, code, subgraph, path: vaguePathOf(state, ask) })
    else placed.push(...paths.map((found) => ({ message, code, subgraph, path: found })))
  }
  if (!hasData) markReported(state, ask, subgraph)
  return placed
}

/** Without data every field of the call is lost, and the errors that name a path say why. */
function markReported(state: State, { batches }: Ask, subgraph: string): void {
  for (const { targets } of batches) {
    for (const { fetch } of targets) {
      state.failures[fetch.id] ??= { message: '', code: 'SUBGRAPH_ERROR', subgraph, isReported: true }
    }
  }
}

function findPaths(state: State, { batches, keys }: Ask, path: readonly unknown[]): readonly ClientPath[] {
  const [head, index, ...rest] = path
  const entityBatch = keys.findIndex((key) => key !== undefined && key === head)
  if (entityBatch < 0)
    return batches.flatMap((batch, at) => (keys[at] === undefined ? rootPaths(state, batch, path) : []))
  const targets = batches[entityBatch]?.targets ?? []
  return targets.flatMap(({ place, slot, spots, indexes }) => {
    const paths = pathsToSpots(state.root, place)
    const below = translatePath(place, slot, rest)
    return spots.flatMap((spot, position) => {
      const above = indexes[position] === index ? paths.get(spot) : undefined
      return above === undefined ? [] : [[...above, ...below]]
    })
  })
}

function rootPaths(state: State, { targets }: Batch, path: readonly unknown[]): readonly ClientPath[] {
  return targets.flatMap(({ place, slot, spots }) => {
    const paths = pathsToSpots(state.root, place)
    const below = translatePath(place, slot, path)
    return spots.map((spot) => [...(paths.get(spot) ?? []), ...below])
  })
}

function vaguePathOf({ root }: State, { batches }: Ask): ClientPath {
  const place = batches[0]?.targets[0]?.place
  return place === undefined ? [] : vaguePath(root, place)
}
