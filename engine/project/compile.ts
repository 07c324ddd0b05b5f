import type {
  FieldNode,
  GraphQLAbstractType,
  GraphQLCompositeType,
  GraphQLObjectType,
  GraphQLOutputType,
  SelectionSetNode,
} from 'graphql'
import { getNamedType, isCompositeType, isNonNullType, isObjectType, isUnionType } from 'graphql'
import type { Supergraph } from '../supergraph/supergraph.ts'
import type { OwnedFields } from '../operation/operation.ts'
import type { ResponseKeys } from '../plan/responseKeys.ts'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import type { FieldReading } from '../run/reading.ts'
import { compileExpand, createPlainReading, createNodeReading } from '../run/reading.ts'
import { isData, ResultNode } from '../run/resultNode.ts'
import { isIntrospection } from '../operation/isIntrospection.ts'
import { compileLeaf } from './leaf.ts'
import type { Field, WriteNode } from './field.ts'
import { compileObject, constantField, refusedField } from './object.ts'
import { deniedField, ownedField, type Owner } from './owned.ts'
import type { Writing } from './writing.ts'
import type { Variables } from '../../kit/graphql/variables.ts'
import { collectFields } from './collectFields.ts'
import type { WriteValue } from './value.ts'
import { compileValue } from './value.ts'

/** The parts from which the projection of one operation is compiled. */
export interface Projection {
  readonly supergraph: Supergraph
  readonly keys: ResponseKeys
  readonly denied: ReadonlySet<FieldNode>
  readonly owned: OwnedFields | undefined
  /** Only the variables of `@skip` and `@include` matter here. */
  readonly variables: Variables
  /** Answers the introspection fields of the root. */
  readonly introspect: (key: string, writing: Writing) => string
}

type Sets = readonly SelectionSetNode[]

export function compileRoot(
  sets: Sets,
  type: GraphQLObjectType,
  position: ResponsePosition,
  by: Projection,
): WriteNode<ResultNode> {
  return compileFields(sets, type, position, createNodeReading(position, by.supergraph), by)
}

function compileFields<Node>(
  sets: Sets,
  type: GraphQLCompositeType,
  position: ResponsePosition,
  reading: FieldReading<Node>,
  by: Projection,
): WriteNode<Node> {
  const { supergraph, variables, owned } = by
  const isTheirs = (node: FieldNode) => owned?.hidden.has(node) !== true
  const collected = collectFields(sets, type, supergraph.apiSchema, variables, isTheirs)
  const fields = [...collected].map(([key, nodes]) => {
    const field = compileField(key, nodes, type, position, reading, by)
    return guardField(field, nodes, sets, type, reading, by)
  })
  return compileObject(fields)
}

/** A field with an `@ownedBy` rule is written for the owners of its object alone. */
function guardField<Node>(
  field: Field<Node>,
  nodes: readonly FieldNode[],
  sets: Sets,
  type: GraphQLCompositeType,
  reading: FieldReading<Node>,
  { supergraph, keys, denied, owned, variables }: Projection,
): Field<Node> {
  if (owned === undefined || nodes.every((node) => denied.has(node))) return field
  const name = nodes[0]?.name.value
  const types = isObjectType(type) ? [type] : supergraph.apiSchema.getPossibleTypes(type)
  const ownerships = types.flatMap((one) => owned.ownerships.get(`${one.name}.${name}`) ?? [])
  if (ownerships.length === 0) return field
  const isOurs = (node: FieldNode) => owned.hidden.has(node) && !denied.has(node)
  const added = [...collectFields(sets, type, supergraph.apiSchema, variables, isOurs).values()].flat()
  const owners = ownerships.map(({ claim, field: wanted }): Owner<Node> => {
    const node = added.find((one) => one.name.value === wanted)
    const key = node === undefined ? undefined : keys.ofNode.get(node)
    // Without its value nobody owns the object.
    return { claim, read: key === undefined ? () => undefined : reading.read(key) }
  })
  const allowed = nodes.find((node) => !denied.has(node))
  return ownedField(field, owners, `${type.name}.${name}`, allowed)
}

function compileField<Node>(
  key: string,
  nodes: readonly FieldNode[],
  type: GraphQLCompositeType,
  position: ResponsePosition,
  reading: FieldReading<Node>,
  by: Projection,
): Field<Node> {
  const allowed = nodes.filter((node) => !by.denied.has(node))
  const [node] = allowed.length > 0 ? allowed : nodes
  const name = node?.name.value ?? ''
  if (name === '__typename') return constantField(key, JSON.stringify(type.name))
  if (node !== undefined && isIntrospection(node)) return introspectionField(key, by)
  const definition = isUnionType(type) ? undefined : type.getFields()[name]
  const coordinate = `${type.name}.${name}`
  const isRequired = isNonNullType(definition?.type)
  if (allowed.length === 0) {
    return deniedField(key, isRequired, coordinate, nodes[0])
  }
  const plannerKey = node === undefined ? undefined : by.keys.ofNode.get(node)
  const providers = plannerKey === undefined ? undefined : position.fields.get(plannerKey)
  if (definition === undefined || plannerKey === undefined || providers === undefined) {
    return refusedField(
      key,
      isRequired,
      `No subgraph can be asked for ${coordinate} here.`,
      'PLAN_NOT_POSSIBLE',
    )
  }
  // Fields below a denied selection of the same field are denied too, and keep their place in the client's order.
  const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
  return {
    key,
    isRequired,
    ...compileAccess(plannerKey, definition.type, coordinate, below, position, reading, by),
    fetches: [...new Set(providers.flatMap(({ slot }) => position.slots[slot]?.fetch ?? []))],
  }
}

function introspectionField(key: string, { introspect }: Projection): Field<unknown> {
  const write = (writing: Writing): boolean => {
    writing.output.json(introspect(key, writing))
    return true
  }
  return { key, isRequired: false, read: () => null, write, fetches: [] }
}

function compileAccess<Node>(
  plannerKey: string,
  type: GraphQLOutputType,
  coordinate: string,
  below: Sets,
  position: ResponsePosition,
  reading: FieldReading<Node>,
  by: Projection,
): Pick<Field<Node>, 'read' | 'write'> {
  const named = getNamedType(type)
  const read = reading.read(plannerKey)
  if (!isCompositeType(named)) return { read, write: compileValue(type, coordinate, compileLeaf(named)) }
  const child = position.children.get(plannerKey)
  if (child === undefined) throw new RangeError(`expected a position for ${coordinate}`)
  const write = compileValue(type, coordinate, compileComposite(below, named, child, by))
  if (!child.isNode) return { read, write }
  const expandChild = compileExpand(child)
  return { read: (node) => (node instanceof ResultNode ? expandChild(node) : undefined), write }
}

function compileComposite(
  sets: Sets,
  type: GraphQLCompositeType,
  position: ResponsePosition,
  by: Projection,
): WriteValue {
  if (position.isNode) {
    const write = compileNode(sets, type, position, createNodeReading(position, by.supergraph), by)
    return (writing, value) =>
      value instanceof ResultNode ? write(writing, value) : reportInvalidShape(writing, type)
  }
  const write = compileNode(sets, type, position, createPlainReading(position), by)
  return (writing, value) => (isData(value) ? write(writing, value) : reportInvalidShape(writing, type))
}

function reportInvalidShape(writing: Writing, type: GraphQLCompositeType): false {
  return writing.report(`A subgraph gave no object for ${type.name}.`, 'SUBGRAPH_MALFORMED')
}

function compileNode<Node>(
  sets: Sets,
  type: GraphQLCompositeType,
  position: ResponsePosition,
  reading: FieldReading<Node>,
  by: Projection,
): WriteNode<Node> {
  if (isObjectType(type)) return compileFields(sets, type, position, reading, by)
  const { apiSchema } = by.supergraph
  // An interface's own name comes from a subgraph for which it is an entity (`@interfaceObject`).
  const ofAnyType = needsType(sets, type, by) ? undefined : compileFields(sets, type, position, reading, by)
  const compiled = new Map<string, WriteNode<Node>>()
  const typenames = new Set(position.fields.get('__typename')?.map(({ slot }) => slot))
  const fetches = position.slots.flatMap(({ index, fetch, from }) =>
    from === undefined && typenames.has(index) ? [fetch] : [],
  )
  return (writing, node) => {
    const typename = reading.typename(node)
    const known = typename === undefined || typename === type.name ? ofAnyType : compiled.get(typename)
    if (known !== undefined) return known(writing, node)
    const runtimeType = typename === undefined ? undefined : apiSchema.getType(typename)
    if (!isObjectType(runtimeType) || !apiSchema.isSubType(type, runtimeType)) {
      // Whoever could have told the type may have failed, or not know the object.
      if (!writing.reportFailures(fetches) && !writing.reportNotFound(fetches, writing.depth))
        reportUnknownType(writing, type)
      return false
    }
    const write = compileFields(sets, runtimeType, position, reading, by)
    compiled.set(runtimeType.name, write)
    return write(writing, node)
  }
}

/** Whether the fields selected of an abstract type depend on the object's own type. */
function needsType(sets: Sets, type: GraphQLAbstractType, { supergraph, variables }: Projection): boolean {
  const { apiSchema } = supergraph
  const ofType = collectFields(sets, type, apiSchema, variables)
  if ([...ofType.values()].some(([node]) => node?.name.value === '__typename')) return true
  const count = (fields: ReadonlyMap<string, readonly FieldNode[]>) => [...fields.values()].flat().length
  return apiSchema
    .getPossibleTypes(type)
    .some((possible) => count(collectFields(sets, possible, apiSchema, variables)) > count(ofType))
}

/** The message does not name the object's type: it may be one that clients must not know of. */
function reportUnknownType(writing: Writing, type: GraphQLCompositeType): false {
  return writing.report(
    `A subgraph gave an object that is no ${type.name} of this schema.`,
    'SUBGRAPH_MALFORMED',
  )
}
