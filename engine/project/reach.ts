import type { FieldNode, GraphQLCompositeType, GraphQLObjectType, SelectionSetNode } from 'graphql'
import { getNamedType, isCompositeType, isObjectType, isUnionType } from 'graphql'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import { compileExpand, createPlainReading, createNodeReading } from '../run/reading.ts'
import { isData, ResultNode } from '../run/resultNode.ts'
import type { State } from '../run/state.ts'
import type { Projection } from './compile.ts'
import { collectFields } from './collectFields.ts'

/** A result node or plain data at some position, and the fields that the client selected of it. */
interface Standpoint {
  readonly sets: readonly SelectionSetNode[]
  readonly type: GraphQLCompositeType
  readonly position: ResponsePosition
  readonly node: unknown
}

/**
 * Whether the client requested the field that a path leads to, for objects of the types that stand there and under its
 * variables. A plan may fetch more: a field of all objects that is selected of those of one type, or one that is skipped.
 * Errors at such fields are not reported.
 */
export function isPathRequested(
  path: readonly (string | number)[],
  sets: readonly SelectionSetNode[],
  type: GraphQLObjectType,
  position: ResponsePosition,
  { root }: State,
  by: Projection,
): boolean {
  let at: Standpoint | 'end' | undefined = { sets, type, position, node: root }
  let index = 0
  while (index < path.length && at !== undefined && at !== 'end') {
    const key = path[index++]
    const indexes: number[] = []
    for (let item = path[index]; typeof item === 'number'; item = path[index]) {
      indexes.push(item)
      index++
    }
    at = typeof key === 'string' ? step(at, key, indexes, by) : undefined
  }
  return at !== undefined
}

/** The next position on the path: undefined if it was not requested, `end` if no object stands there. */
function step(
  at: Standpoint,
  key: string,
  indexes: readonly number[],
  by: Projection,
): Standpoint | 'end' | undefined {
  const { supergraph, variables, denied, keys, owned } = by
  const type = runtimeTypeOf(at, by)
  const isTheirs = (node: FieldNode) => owned?.hidden.has(node) !== true
  const nodes = collectFields(at.sets, type, supergraph.apiSchema, variables, isTheirs).get(key)
  const node = nodes?.find((one) => !denied.has(one))
  if (nodes === undefined || node === undefined) return undefined
  const field = isUnionType(type) ? undefined : type.getFields()[node.name.value]
  const below = getNamedType(field?.type)
  const plannerKey = keys.ofNode.get(node) ?? ''
  const position = at.position.children.get(plannerKey)
  if (!isCompositeType(below) || position === undefined) return 'end'
  const value = indexes.reduce(itemAt, readChild(at, position, plannerKey, by))
  if (!(value instanceof ResultNode) && !isData(value)) return 'end'
  return { sets: nodes.flatMap(({ selectionSet }) => selectionSet ?? []), type: below, position, node: value }
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
