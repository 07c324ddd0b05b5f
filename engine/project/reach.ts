import type { GraphQLCompositeType } from 'graphql'
import { getNamedType, isCompositeType, isObjectType, isUnionType } from 'graphql'
import { findStream } from '../operation/incremental.ts'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import { compileExpand, createPlainReading, createNodeReading } from '../run/reading.ts'
import { isData, ResultNode } from '../run/resultNode.ts'
import { divideFields, type FieldSource } from './divideFields.ts'
import { dividingOf, type Place, type Projection } from './projection.ts'

/** A result node or plain data at some position, and the fields that the client selected of it. */
interface Standpoint {
  readonly sources: readonly FieldSource[]
  readonly type: GraphQLCompositeType
  readonly position: ResponsePosition
  readonly node: unknown
}

/**
 * Whether the client requested the field that a path leads to, for objects of the types that stand there and under its
 * variables, in the part that begins at a place. A plan may fetch more: a field of all objects that is selected of those of
 * one type, or one that is skipped. Errors at such fields are not reported. `value` is the object there, or the list of
 * those that the path begins by choosing from.
 */
export function isPathRequested(
  path: readonly (string | number)[],
  { sources, type, position, by }: Place,
  value: unknown,
): boolean {
  let { indexes, next } = readIndexes(path, 0)
  const node = indexes.reduce(itemAt, value)
  if (next > 0 && !(node instanceof ResultNode) && !isData(node)) return true
  let at: Standpoint | 'end' | undefined = { sources, type, position, node }
  while (next < path.length && at !== undefined && at !== 'end') {
    const key = path[next]
    ;({ indexes, next } = readIndexes(path, next + 1))
    at = typeof key === 'string' ? step(at, key, indexes, by) : undefined
  }
  return at !== undefined
}

function readIndexes(path: readonly (string | number)[], from: number) {
  const indexes: number[] = []
  let next = from
  for (let item = path[next]; typeof item === 'number'; item = path[++next]) indexes.push(item)
  return { indexes, next }
}

/** The next position on the path: undefined if it was not requested, `end` if no object stands there. */
function step(
  at: Standpoint,
  key: string,
  indexes: readonly number[],
  by: Projection,
): Standpoint | 'end' | undefined {
  const { denied, keys } = by
  const type = runtimeTypeOf(at, by)
  const found = divideFields(at.sources, type, dividingOf(by)).own.get(key)
  const node = found?.find((one) => !denied.has(one.node))?.node
  if (found === undefined || node === undefined) return undefined
  if (
    by.deferrals !== undefined &&
    isOfLaterItems(
      found.map((one) => one.node),
      indexes,
      by,
    )
  )
    return undefined
  const field = isUnionType(type) ? undefined : type.getFields()[node.name.value]
  const below = getNamedType(field?.type)
  const plannerKey = keys.ofNode.get(node) ?? ''
  const position = at.position.children.get(plannerKey)
  if (!isCompositeType(below) || position === undefined) return 'end'
  const value = indexes.reduce(itemAt, readChild(at, position, plannerKey, by))
  if (!(value instanceof ResultNode) && !isData(value)) return 'end'
  const sources = found.flatMap(({ node: { selectionSet }, deferral }) =>
    selectionSet === undefined ? [] : [{ set: selectionSet, deferral }],
  )
  return { sources, type: below, position, node: value }
}

function isOfLaterItems(
  nodes: Parameters<typeof findStream>[0],
  [index]: readonly number[],
  { variables }: Projection,
): boolean {
  const stream = findStream(nodes, variables)
  return stream !== undefined && index !== undefined && index >= stream.initialCount
}

function runtimeTypeOf(
  { type, position, node }: Standpoint,
  { supergraph }: Projection,
): GraphQLCompositeType {
  if (isObjectType(type)) return type
  const nodeTypename =
    node instanceof ResultNode ? createNodeReading(position, supergraph).typename(node) : undefined
  const dataTypename =
    !(node instanceof ResultNode) && isData(node) ? createPlainReading(position).typename(node) : undefined
  const runtimeType = supergraph.apiSchema.getType(nodeTypename ?? dataTypename ?? '')
  return isObjectType(runtimeType) ? runtimeType : type
}

function readChild(
  { position, node }: Standpoint,
  child: ResponsePosition,
  key: string,
  { supergraph }: Projection,
): unknown {
  if (node instanceof ResultNode)
    return child.isNode ? compileExpand(child)(node) : createNodeReading(position, supergraph).read(key)(node)
  return isData(node) ? createPlainReading(position).read(key)(node) : undefined
}

function itemAt(value: unknown, index: number): unknown {
  return Array.isArray(value) ? value[index] : undefined
}
