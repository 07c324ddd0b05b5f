import {
  getNamedType,
  isCompositeType,
  Kind,
  type FieldNode,
  type GraphQLNamedType,
  type SelectionSetNode,
} from 'graphql'
import { isRecord } from '../../kit/isRecord.ts'
import { COST_OF_MUTATION, weightOf, type Estimation } from './cost.ts'
import { isIntrospection } from './isIntrospection.ts'
import type { NormalOperation } from './operation.ts'

/** What an answer cost in the unit of the estimate. `data` is the answer's, by its response keys. */
export type MeasureCost = (data: unknown) => number

/**
 * Counts the weights of the objects and leaves that are in an answer; what is null or left out costs nothing. What is asked
 * about the schema is priced as it was estimated.
 */
export function compileMeasuredCost(operation: NormalOperation, on: Estimation): MeasureCost {
  const root = on.schema.getRootType(operation.definition.operation)
  if (!root) return () => 0
  const base = operation.type === 'mutation' ? COST_OF_MUTATION : 0
  const fields = compileFields([[root, operation.definition.selectionSet]], on)
  return (data) => (isRecord(data) ? base + measureObject(data, fields) : 0)
}

/** A field of a response by its key. */
interface MeasuredField {
  readonly key: string
  /** Of each value, without what is below it. */
  readonly weight: number
  /** Undefined where the value is measured as a whole. */
  readonly below: readonly MeasuredField[] | undefined
}

/** What is selected of an object, by one type or several that it may have. */
type Selected = readonly (readonly [parent: GraphQLNamedType, set: SelectionSetNode])[]

interface AskedField {
  readonly node: FieldNode
  readonly parent: GraphQLNamedType
  readonly sets: SelectionSetNode[]
}

/** Which fragments hold is told by the keys that an object has. */
function compileFields(selected: Selected, on: Estimation): readonly MeasuredField[] {
  const asked = new Map<string, AskedField>()
  for (const [parent, set] of selected) collectFields(set, parent, asked, on)
  return [...asked].flatMap(([key, field]) => compileField(key, field, on))
}

function collectFields(
  { selections }: SelectionSetNode,
  parent: GraphQLNamedType,
  asked: Map<string, AskedField>,
  on: Estimation,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value
      const known = asked.get(key) ?? { node: selection, parent, sets: [] }
      if (selection.selectionSet) known.sets.push(selection.selectionSet)
      asked.set(key, known)
    }
    if (selection.kind !== Kind.INLINE_FRAGMENT) continue
    const condition = selection.typeCondition && on.schema.getType(selection.typeCondition.name.value)
    collectFields(selection.selectionSet, condition ?? parent, asked, on)
  }
}

/** None where neither the field nor anything below it costs anything. */
function compileField(
  key: string,
  { node, parent, sets }: AskedField,
  on: Estimation,
): readonly MeasuredField[] {
  if (isIntrospection(node)) return [{ key, weight: on.model.introspection(node), below: undefined }]
  const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined
  if (!field || !('args' in field)) return []
  const type = getNamedType(field.type)
  const weight = weightOf(on.model, `${parent.name}.${node.name.value}`, type)
  const below = isCompositeType(type)
    ? compileFields(
        sets.map((set) => [type, set]),
        on,
      )
    : []
  return weight === 0 && below.length === 0 ? [] : [{ key, weight, below }]
}

function measureObject(object: Readonly<Record<string, unknown>>, fields: readonly MeasuredField[]): number {
  let cost = 0
  for (const field of fields) cost += measureValue(object[field.key], field)
  return cost
}

function measureValue(value: unknown, field: MeasuredField): number {
  if (value === undefined || value === null) return 0
  const { weight, below } = field
  if (below === undefined) return weight
  if (!Array.isArray(value)) return weight + (isRecord(value) ? measureObject(value, below) : 0)
  let cost = 0
  for (const item of value) cost += measureValue(item, field)
  return cost
}
