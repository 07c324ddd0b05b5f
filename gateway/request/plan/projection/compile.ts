import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLObjectType,
  GraphQLOutputType,
  SelectionSetNode,
} from 'graphql'
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql'
import type { Snapshot } from '../../../snapshot.ts'
import type { Keys } from '../keys.ts'
import type { Place } from '../places.ts'
import type { Reading } from '../reading.ts'
import { expand, readPlain, readSpot } from '../reading.ts'
import { isData, Spot } from '../spot.ts'
import { compileLeaf } from './leaf.ts'
import type { Field, WriteNode } from './object.ts'
import { compileObject, constantField, refusedField } from './object.ts'
import type { Run } from './run.ts'
import type { Variables } from './selection.ts'
import { collectFields } from './selection.ts'
import type { Write } from './value.ts'
import { compileValue } from './value.ts'

/** All that the writing of one operation's answer is compiled from. */
export interface Projecting {
  readonly snapshot: Snapshot
  readonly keys: Keys
  readonly denied: ReadonlySet<FieldNode>
  /** Only those that `@skip` and `@include` look at matter here. */
  readonly variables: Variables
  /** Answers the introspection fields of the root. */
  readonly introspect: (key: string, run: Run) => string
}

type Sets = readonly SelectionSetNode[]

export function compileRoot(
  sets: Sets,
  type: GraphQLObjectType,
  place: Place,
  by: Projecting,
): WriteNode<Spot> {
  return compileFields(sets, type, place, readSpot(place, by.snapshot), by)
}

function compileFields<Node>(
  sets: Sets,
  type: GraphQLCompositeType,
  place: Place,
  reading: Reading<Node>,
  by: Projecting,
): WriteNode<Node> {
  const collected = collectFields(sets, type, by.snapshot.apiSchema, by.variables)
  const fields = [...collected].map(([key, nodes]) => compileField(key, nodes, type, place, reading, by))
  return compileObject(fields)
}

function compileField<Node>(
  key: string,
  nodes: readonly FieldNode[],
  type: GraphQLCompositeType,
  place: Place,
  reading: Reading<Node>,
  by: Projecting,
): Field<Node> {
  const allowed = nodes.filter((node) => !by.denied.has(node))
  const [node] = allowed.length > 0 ? allowed : nodes
  const name = node?.name.value ?? ''
  if (name === '__typename') return constantField(key, JSON.stringify(type.name))
  if (name === '__schema' || name === '__type') {
    return introspectionField(key, by)
  }
  const definition = isUnionType(type) ? undefined : type.getFields()[name]
  const coordinate = `${type.name}.${name}`
  const isRequired = isNonNullType(definition?.type)
  if (allowed.length === 0) {
    return refusedField(key, isRequired, `You may not see ${coordinate}.`, 'UNAUTHORIZED_FIELD_OR_TYPE')
  }
  const plannerKey = node === undefined ? undefined : by.keys.ofNode.get(node)
  const providers = plannerKey === undefined ? undefined : place.fields.get(plannerKey)
  if (definition === undefined || plannerKey === undefined || providers === undefined) {
    return refusedField(
      key,
      isRequired,
      `No subgraph can be asked for ${coordinate} here.`,
      'PLAN_NOT_POSSIBLE',
    )
  }
  const below = allowed.flatMap(({ selectionSet }) => selectionSet ?? [])
  return {
    key,
    isRequired,
    ...compileAccess(plannerKey, definition.type, coordinate, below, place, reading, by),
    fetches: [...new Set(providers.flatMap(({ slot }) => place.slots[slot]?.fetch ?? []))],
  }
}

function introspectionField(key: string, { introspect }: Projecting): Field<unknown> {
  const write = (run: Run): boolean => {
    run.output.json(introspect(key, run))
    return true
  }
  return { key, isRequired: false, read: () => null, write, fetches: [] }
}

function compileAccess<Node>(
  plannerKey: string,
  type: GraphQLOutputType,
  coordinate: string,
  below: Sets,
  place: Place,
  reading: Reading<Node>,
  by: Projecting,
): Pick<Field<Node>, 'read' | 'write'> {
  const named = getNamedType(type)
  const read = reading.read(plannerKey)
  if (!isCompositeType(named)) return { read, write: compileValue(type, coordinate, compileLeaf(named)) }
  const child = place.children.get(plannerKey)
  if (child === undefined) throw new RangeError(`expected a place for ${coordinate}`)
  const write = compileValue(type, coordinate, compileComposite(below, named, child, by))
  if (!child.isSpot) return { read, write }
  const expandChild = expand(child)
  return { read: (node) => (node instanceof Spot ? expandChild(node) : undefined), write }
}

function compileComposite(sets: Sets, type: GraphQLCompositeType, place: Place, by: Projecting): Write {
  if (place.isSpot) {
    const write = compileNode(sets, type, place, readSpot(place, by.snapshot), by)
    return (run, value) => (value instanceof Spot ? write(run, value) : reportMisfit(run, type))
  }
  const write = compileNode(sets, type, place, readPlain(place), by)
  return (run, value) => (isData(value) ? write(run, value) : reportMisfit(run, type))
}

function reportMisfit(run: Run, type: GraphQLCompositeType): false {
  return run.report(`A subgraph gave no object for ${type.name}.`, 'SUBGRAPH_MALFORMED')
}

function compileNode<Node>(
  sets: Sets,
  type: GraphQLCompositeType,
  place: Place,
  reading: Reading<Node>,
  by: Projecting,
): WriteNode<Node> {
  if (isObjectType(type)) return compileFields(sets, type, place, reading, by)
  const compiled = new Map<string, WriteNode<Node>>()
  return (run, node) => {
    const typename = reading.typename(node)
    let write = typename === undefined ? undefined : compiled.get(typename)
    if (write === undefined) {
      const runtimeType = typename === undefined ? type : by.snapshot.apiSchema.getType(typename)
      // An interface's own name comes from a subgraph for which it is an entity (`@interfaceObject`).
      const isPossible =
        runtimeType === type ||
        (isObjectType(runtimeType) &&
          isAbstractType(type) &&
          by.snapshot.apiSchema.isSubType(type, runtimeType))
      if (!isPossible || !isCompositeType(runtimeType)) return reportUnknownType(run, type)
      write = compileFields(sets, runtimeType, place, reading, by)
      compiled.set(typename ?? type.name, write)
    }
    return write(run, node)
  }
}

/** The type is not named: it may be one that clients must not know of. */
function reportUnknownType(run: Run, type: GraphQLCompositeType): false {
  return run.report(`A subgraph gave an object that is no ${type.name} of this schema.`, 'SUBGRAPH_MALFORMED')
}
