import type {
  FieldNode,
  GraphQLAbstractType,
  GraphQLCompositeType,
  GraphQLObjectType,
  GraphQLOutputType,
  SelectionSetNode,
} from 'graphql'
import { getNamedType, isCompositeType, isNonNullType, isObjectType, isUnionType } from 'graphql'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import type { FieldReading } from '../run/reading.ts'
import { compileExpand, createPlainReading, createNodeReading } from '../run/reading.ts'
import { isData, ResultNode } from '../run/resultNode.ts'
import { findStream, type StreamArguments } from '../operation/incremental.ts'
import { isIntrospection } from '../operation/isIntrospection.ts'
import { compileLeaf } from './leaf.ts'
import type { Field, WriteNode } from './field.ts'
import { compileObject, constantField, refusedField } from './object.ts'
import { deniedField, ownedField, type Owner } from './owned.ts'
import type { Writing } from './writing.ts'
import { collectFields } from './collectFields.ts'
import { divideFields, type Deferral, type DividedField, type FieldSource } from './divideFields.ts'
import { enterScope } from './found.ts'
import { dividingOf, type Place, type Projection } from './projection.ts'
import type { StreamedItems, WriteValue } from './value.ts'
import { compileValue } from './value.ts'

type Sources = readonly FieldSource[]

export function compileRoot(
  sources: Sources,
  type: GraphQLObjectType,
  position: ResponsePosition,
  by: Projection,
): WriteNode<ResultNode> {
  return compileFields(sources, type, position, createNodeReading(position, by.supergraph), by)
}

function compileFields<Node>(
  sources: Sources,
  type: GraphQLCompositeType,
  position: ResponsePosition,
  reading: FieldReading<Node>,
  by: Projection,
): WriteNode<Node> {
  const { own, groups, begun } = divideFields(sources, type, dividingOf(by))
  const compileGroup = (fields: typeof own, inside: Projection): WriteNode<Node> =>
    compileObject(
      [...fields].map(([key, found]) => {
        const nodes = found.map(({ node }) => node)
        const field = compileField(key, found, type, position, reading, inside)
        return guardField(field, nodes, sources, type, position, reading, inside)
      }),
    )
  const write = compileGroup(own, by)
  if (begun.length === 0 && groups.length === 0) return write
  const later = groups.map(({ deferrals, fields }) => {
    const inside = { ...by, group: deferrals }
    return { deferrals, write: compileGroup(fields, inside), place: { sources, type, position, by: inside } }
  })
  return writeAndLeave(write, begun, later)
}

interface LaterFields<Node> {
  readonly deferrals: readonly Deferral[]
  readonly write: WriteNode<Node>
  readonly place: Place
}

/** Writes the fields of this part, and leaves the others to later ones. */
function writeAndLeave<Node>(
  write: WriteNode<Node>,
  begun: readonly Deferral[],
  later: readonly LaterFields<Node>[],
): WriteNode<Node> {
  return (writing, node) => {
    const around = writing.scope
    const path = writing.here()
    if (begun.length > 0) writing.scope = enterScope(around, begun, path)
    const { scope } = writing
    const isWritten = write(writing, node)
    if (isWritten)
      for (const { deferrals, write: writeLater, place } of later)
        writing.found.push({
          kind: 'fields',
          path,
          scope,
          fragments: writing.fragmentsOf(deferrals),
          write: (part) => writeLater(part, node),
          place,
          node,
        })
    writing.scope = around
    return isWritten
  }
}

/** A field with an `@ownedBy` rule is written for the owners of its object alone. */
function guardField<Node>(
  field: Field<Node>,
  nodes: readonly FieldNode[],
  sources: Sources,
  type: GraphQLCompositeType,
  position: ResponsePosition,
  reading: FieldReading<Node>,
  { supergraph, keys, denied, owned, variables }: Projection,
): Field<Node> {
  if (owned === undefined || nodes.every((node) => denied.has(node))) return field
  const name = nodes[0]?.name.value
  const types = isObjectType(type) ? [type] : supergraph.apiSchema.getPossibleTypes(type)
  const ownerships = types.flatMap((one) => owned.ownerships.get(`${one.name}.${name}`) ?? [])
  if (ownerships.length === 0) return field
  const isOurs = (node: FieldNode) => owned.hidden.has(node) && !denied.has(node)
  const added = [
    ...collectFields(setsOf(sources), type, supergraph.apiSchema, variables, isOurs).values(),
  ].flat()
  const owners = ownerships.map(({ claim, field: wanted }): Owner<Node> => {
    const node = added.find((one) => one.name.value === wanted)
    const key = node === undefined ? undefined : keys.ofNode.get(node)
    // Without its value nobody owns the object.
    return key === undefined
      ? { claim, read: () => undefined, fetches: [] }
      : { claim, read: reading.read(key), fetches: fetchesOf(position, key) }
  })
  const allowed = nodes.find((node) => !denied.has(node))
  return ownedField(field, owners, `${type.name}.${name}`, allowed)
}

function setsOf(sources: Sources): readonly SelectionSetNode[] {
  return sources.map(({ set }) => set)
}

/** The fetches that can provide a field. */
function fetchesOf(position: ResponsePosition, key: string): readonly number[] {
  const providers = position.fields.get(key) ?? []
  return [...new Set(providers.flatMap(({ slot }) => position.slots[slot]?.fetch ?? []))]
}

function compileField<Node>(
  key: string,
  found: readonly DividedField[],
  type: GraphQLCompositeType,
  position: ResponsePosition,
  reading: FieldReading<Node>,
  by: Projection,
): Field<Node> {
  const nodes = found.map(({ node }) => node)
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
  const below = found.flatMap(({ node: { selectionSet }, deferral }) =>
    selectionSet === undefined ? [] : [{ set: selectionSet, deferral }],
  )
  const stream = by.deferrals === undefined ? undefined : findStream(nodes, by.variables)
  return {
    key,
    isRequired,
    ...compileAccess(plannerKey, definition.type, coordinate, below, stream, position, reading, by),
    fetches: fetchesOf(position, plannerKey),
  }
}

function introspectionField(key: string, { introspect }: Projection): Field<unknown> {
  const write = (writing: Writing): boolean => {
    writing.output.json(introspect(key, writing.state.variables))
    return true
  }
  return { key, isRequired: false, read: () => null, write, fetches: [] }
}

function compileAccess<Node>(
  plannerKey: string,
  type: GraphQLOutputType,
  coordinate: string,
  below: Sources,
  stream: StreamArguments | undefined,
  position: ResponsePosition,
  reading: FieldReading<Node>,
  by: Projection,
): Pick<Field<Node>, 'read' | 'write'> {
  const named = getNamedType(type)
  const read = reading.read(plannerKey)
  if (!isCompositeType(named)) {
    const writeLeaf = compileLeaf(named)
    const streamed = stream && { ...stream, write: writeLeaf, place: undefined }
    return { read, write: compileValue(type, coordinate, writeLeaf, streamed) }
  }
  const child = position.children.get(plannerKey)
  if (child === undefined) throw new RangeError(`expected a position for ${coordinate}`)
  const streamed = stream && compileLaterItems(stream, below, named, child, by)
  const write = compileValue(type, coordinate, compileComposite(below, named, child, by), streamed)
  if (!child.isNode) return { read, write }
  const expandChild = compileExpand(child)
  return { read: (node) => (node instanceof ResultNode ? expandChild(node) : undefined), write }
}

/** What a stream has of an item is in one part, whatever fragments around the list ask for it. */
function compileLaterItems(
  stream: StreamArguments,
  below: Sources,
  type: GraphQLCompositeType,
  position: ResponsePosition,
  by: Projection,
): StreamedItems {
  const sources = below.map(({ set }) => ({ set, deferral: undefined }))
  const inside = { ...by, group: [] }
  const place = { sources, type, position, by: inside }
  return { ...stream, write: compileComposite(sources, type, position, inside), place }
}

function compileComposite(
  sources: Sources,
  type: GraphQLCompositeType,
  position: ResponsePosition,
  by: Projection,
): WriteValue {
  if (position.isNode) {
    const write = compileNode(sources, type, position, createNodeReading(position, by.supergraph), by)
    return (writing, value) =>
      value instanceof ResultNode ? write(writing, value) : reportInvalidShape(writing, type)
  }
  const write = compileNode(sources, type, position, createPlainReading(position), by)
  return (writing, value) => (isData(value) ? write(writing, value) : reportInvalidShape(writing, type))
}

function reportInvalidShape(writing: Writing, type: GraphQLCompositeType): false {
  return writing.report(`A subgraph gave no object for ${type.name}.`, 'SUBGRAPH_MALFORMED')
}

function compileNode<Node>(
  sources: Sources,
  type: GraphQLCompositeType,
  position: ResponsePosition,
  reading: FieldReading<Node>,
  by: Projection,
): WriteNode<Node> {
  if (isObjectType(type)) return compileFields(sources, type, position, reading, by)
  const { apiSchema } = by.supergraph
  // An interface's own name comes from a subgraph for which it is an entity (`@interfaceObject`).
  const ofAnyType = needsType(setsOf(sources), type, by)
    ? undefined
    : compileFields(sources, type, position, reading, by)
  const compiled = new Map<string, WriteNode<Node>>()
  const typenames = new Set(position.fields.get('__typename')?.map(({ slot }) => slot))
  const fetches = position.slots.flatMap(({ index, fetch, from }) =>
    from === undefined && typenames.has(index) ? [fetch] : [],
  )
  const typeFetches = fetchesOf(position, '__typename')
  return (writing, node) => {
    const typename = reading.typename(node)
    const known = typename === undefined || typename === type.name ? ofAnyType : compiled.get(typename)
    if (known !== undefined) return known(writing, node)
    const runtimeType = typename === undefined ? undefined : apiSchema.getType(typename)
    if (!isObjectType(runtimeType) || !apiSchema.isSubType(type, runtimeType)) {
      if (writing.waitsFor(typeFetches)) return false
      // Whoever could have told the type may have failed, or not know the object.
      if (!writing.reportFailures(fetches) && !writing.reportNotFound(fetches, writing.depth))
        reportUnknownType(writing, type)
      return false
    }
    const write = compileFields(sources, runtimeType, position, reading, by)
    compiled.set(runtimeType.name, write)
    return write(writing, node)
  }
}

/** Whether the fields selected of an abstract type depend on the object's own type. */
function needsType(
  sets: readonly SelectionSetNode[],
  type: GraphQLAbstractType,
  { supergraph, variables }: Projection,
): boolean {
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
