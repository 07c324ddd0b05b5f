import type { PreparedFetch, Batch, BatchTarget } from './preparedFetch.ts'
import type { ClientPath } from './errorPaths.ts'
import { pathsToNodes, translatePath, vaguePath } from './errorPaths.ts'
import type { Data, ResultNode } from './resultNode.ts'
import { isData } from './resultNode.ts'
import type { ErrorExtensions, Failure, PlacedError, State } from './state.ts'

/** The result of a call: a response whose envelope was checked, or the reason why there is none. */
export type FetchResult =
  | { readonly kind: 'answer'; readonly data: unknown; readonly errors: readonly unknown[] }
  | { readonly kind: 'failure'; readonly message: string; readonly code: string }

/** The call that a response is of. */
export interface MergedCall {
  readonly id: number
  readonly subgraph: string
}

/** Merges a response into the result nodes of its fetch; returns the errors, each at the client's path. */
export function mergeResponse(
  state: State,
  prepared: PreparedFetch,
  result: FetchResult,
  call: MergedCall,
): readonly PlacedError[] {
  if (result.kind === 'failure') {
    const { message, code } = result
    failAll(state, prepared.batches, failureOf(call, message, code))
    return []
  }
  const { data, errors } = result
  if (isData(data))
    prepared.batches.forEach((batch, index) => mergeBatch(state, batch, prepared.keys[index], data, call))
  if (errors.length === 0) return []
  return placeErrors(state, prepared, isData(data), errors.map(readError), call)
}

function failureOf({ id, subgraph }: MergedCall, message: string, code: string, isReported = false): Failure {
  return { message, code, subgraph, call: id, isReported }
}

function failAll(state: State, batches: readonly Batch[], failure: Failure): void {
  for (const { targets } of batches) for (const { fetch } of targets) state.failures[fetch.id] = failure
}

function mergeBatch(
  state: State,
  batch: Batch,
  key: string | undefined,
  data: Record<string, unknown>,
  call: MergedCall,
): void {
  if (key === undefined) {
    for (const { nodes, slot } of batch.targets) for (const node of nodes) node.setSource(slot, data)
    return
  }
  const entities = data[key]
  const distrust = (reason: string): void => {
    const message = `Subgraph "${call.subgraph}" gave other entities than it was asked for${reason}.`
    failAll(state, [batch], failureOf(call, message, 'SUBGRAPH_MALFORMED'))
  }
  if (!Array.isArray(entities) || entities.length !== batch.representations.length) return distrust('')
  // Of one that is another, or stands elsewhere, it is not known what of the rest is right.
  const difference = findDifference(batch, entities)
  if (difference !== undefined) return distrust(difference)
  let isSound = true
  for (const target of batch.targets) isSound = mergeEntities(state, target, entities) && isSound
  if (!isSound) distrust('')
}

/** What shows that some entity is another than was asked for; its values are not told. */
function findDifference({ targets }: Batch, entities: readonly unknown[]): string | undefined {
  for (const { identity, nodes, indexes } of targets) {
    const differs = identity?.findDifference
    if (differs === undefined) continue
    for (let position = 0; position < nodes.length; position++) {
      const index = indexes[position] ?? 0
      const entity = entities[index]
      const node = nodes[position]
      const field = isData(entity) && node !== undefined ? differs(node, entity) : undefined
      if (field !== undefined)
        return `, or in another order: ${field} of entity ${index} is not what was sent`
    }
  }
  return undefined
}

function mergeEntities(state: State, target: BatchTarget, entities: readonly unknown[]): boolean {
  const { fetch, nodes, indexes, slot } = target
  let isSound = true
  let isComplete = true
  for (let position = 0; position < nodes.length; position++) {
    const entity = entities[indexes[position] ?? 0]
    const node = nodes[position]
    if (isData(entity) && node !== undefined) addSource(node, slot, entity)
    else if (entity === null) isComplete = false
    else isSound = false
  }
  if (!isComplete) state.notFound[fetch.id] = [...(state.notFound[fetch.id] ?? []), target]
  return isSound
}

/** A fetch that was divided into several operations returns one object in several pieces. */
function addSource(node: ResultNode, slot: number, entity: Data): void {
  const known = node.source(slot)
  node.setSource(slot, known === undefined ? entity : { ...known, ...entity })
}

interface SubgraphError {
  readonly message: string
  readonly code: string
  /** Undefined where there are none besides the code. */
  readonly extensions: ErrorExtensions | undefined
  readonly path: readonly unknown[] | undefined
}

/** The fetcher has left what a client may read, so that nothing is taken away here. */
function readError(error: unknown): SubgraphError {
  const { message, path, extensions: given } = isData(error) ? error : {}
  const { code, ...extensions } = isData(given) ? given : {}
  return {
    message:
      typeof message === 'string' && message !== ''
        ? message
        : 'The subgraph reported an error without a message.',
    code: typeof code === 'string' ? code : 'SUBGRAPH_ERROR',
    extensions: Object.keys(extensions).length > 0 ? extensions : undefined,
    path: Array.isArray(path) && path.length > 0 ? path : undefined,
  }
}

function placeErrors(
  state: State,
  prepared: PreparedFetch,
  hasData: boolean,
  errors: readonly SubgraphError[],
  call: MergedCall,
): readonly PlacedError[] {
  const placed: PlacedError[] = []
  const { id, subgraph } = call
  for (const { message, code, extensions, path } of errors) {
    const paths = path === undefined ? [] : findPaths(state, prepared, path)
    if (paths.length === 0 && !hasData)
      failAll(state, prepared.batches, { ...failureOf(call, message, code), extensions })
    else if (paths.length === 0)
      placed.push({ message, code, extensions, subgraph, call: id, path: vaguePathOf(state, prepared) })
    else
      placed.push(...paths.map((found) => ({ message, code, extensions, subgraph, call: id, path: found })))
  }
  if (!hasData) markReported(state, prepared, call)
  return placed
}

/** Without data every field of the call is null, and the errors that name a path say why. */
function markReported(state: State, { batches }: PreparedFetch, call: MergedCall): void {
  for (const { targets } of batches) {
    for (const { fetch } of targets) state.failures[fetch.id] ??= failureOf(call, '', 'SUBGRAPH_ERROR', true)
  }
}

function findPaths(
  state: State,
  { batches, keys }: PreparedFetch,
  path: readonly unknown[],
): readonly ClientPath[] {
  const [head, index, ...rest] = path
  const entityBatch = keys.findIndex((key) => key !== undefined && key === head)
  if (entityBatch < 0)
    return batches.flatMap((batch, at) => (keys[at] === undefined ? rootPaths(state, batch, path) : []))
  const targets = batches[entityBatch]?.targets ?? []
  return targets.flatMap(({ position, slot, nodes, indexes }) => {
    const paths = pathsToNodes(state.root, position)
    const below = translatePath(position, slot, rest)
    return nodes.flatMap((node, position) => {
      const above = indexes[position] === index ? paths.get(node) : undefined
      return above === undefined ? [] : [[...above, ...below]]
    })
  })
}

function rootPaths(state: State, { targets }: Batch, path: readonly unknown[]): readonly ClientPath[] {
  return targets.flatMap(({ position, slot, nodes }) => {
    const paths = pathsToNodes(state.root, position)
    const below = translatePath(position, slot, path)
    return nodes.map((node) => [...(paths.get(node) ?? []), ...below])
  })
}

function vaguePathOf({ root }: State, { batches }: PreparedFetch): ClientPath {
  const position = batches[0]?.targets[0]?.position
  return position === undefined ? [] : vaguePath(root, position)
}
