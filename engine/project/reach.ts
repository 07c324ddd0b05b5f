import type { FieldNode, GraphQLCompositeType, GraphQLObjectType, SelectionSetNode } from 'graphql'
import { getNamedType, isCompositeType, isObjectType, isUnionType } from 'graphql'
import type { Place } from '../plan/responsePositions.ts'
import { expand, readPlain, readSpot } from '../run/reading.ts'
import { isData, Spot } from '../run/resultNode.ts'
import type { State } from '../run/state.ts'
import type { Projecting } from './compile.ts'
import { collectFields } from './collectFields.ts'

/** A spot or plain data of some place, and what is asked of it. */
interface Standpoint {
  readonly sets: readonly SelectionSetNode[]
  readonly type: GraphQLCompositeType
  readonly place: Place
  readonly node: unknown
}

/**
 * Whether the client asked for what a path leads to, for objects of the types that stand there and under its variables.
 * A plan may fetch more: a field of all objects that is asked of those of one type, or one that is skipped. What goes
 * wrong with that is nobody's business.
 */
export function isAskedFor(
  path: readonly (string | number)[],
  sets: readonly SelectionSetNode[],
  type: GraphQLObjectType,
  place: Place,
  { root }: State,
  by: Projecting,
): boolean {
  let at: Standpoint | 'end' | undefined = { sets, type, place, node: root }
  let position = 0
  while (position < path.length && at !== undefined && at !== 'end') {
    const key = path[position++]
    const indexes: number[] = []
    for (let index = path[position]; typeof index === 'number'; index = path[position]) {
      indexes.push(index)
      position++
    }
    at = typeof key === 'string' ? step(at, key, indexes, by) : undefined
  }
  return at !== undefined
}

/** One key on: undefined if it is not asked for, `end` if nothing stands there that leads on. */
function step(
  at: Standpoint,
  key: string,
  indexes: readonly number[],
  by: Projecting,
): Standpoint | 'end' | undefined {
  const { snapshot, variables, denied, keys, owned } = by
  const type = runtimeTypeOf(at, by)
  const isTheirs = (node: FieldNode) => owned?.hidden.has(node) !== true
  const nodes = collectFields(at.sets, type, snapshot.apiSchema, variables, isTheirs).get(key)
  const node = nodes?.find((one) => !denied.has(one))
  if (nodes === undefined || node === undefined) return undefined
  const field = isUnionType(type) ? undefined : type.getFields()[node.name.value]
  const below = getNamedType(field?.type)
  const plannerKey = keys.ofNode.get(node) ?? ''
  const place = at.place.children.get(plannerKey)
  if (!isCompositeType(below) || place === undefined) return 'end'
  const value = indexes.reduce(itemAt, readChild(at, place, plannerKey, by))
  if (!(value instanceof Spot) && !isData(value)) return 'end'
  return { sets: nodes.flatMap(({ selectionSet }) => selectionSet ?? []), type: below, place, node: value }
}

function runtimeTypeOf({ type, place, node }: Standpoint, { snapshot }: Projecting): GraphQLCompositeType {
  if (isObjectType(type)) return type
  const spotName = node instanceof Spot ? readSpot(place, snapshot).typename(node) : undefined
  const dataName = !(node instanceof Spot) && isData(node) ? readPlain(place).typename(node) : undefined
  const runtimeType = snapshot.apiSchema.getType(spotName ?? dataName ?? '')
  return isObjectType(runtimeType) ? runtimeType : type
}

function readChild(
  { place, node }: Standpoint,
  child: Place,
  key: string,
  { snapshot }: Projecting,
): unknown {
  if (node instanceof Spot)
    return child.isSpot ? expand(child)(node) : readSpot(place, snapshot).read(key)(node)
  return isData(node) ? readPlain(place).read(key)(node) : undefined
}

function itemAt(value: unknown, index: number): unknown {
  return Array.isArray(value) ? value[index] : undefined
}
