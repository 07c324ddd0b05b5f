import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  getNullableType,
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import { argumentOf, findDirectiveName } from '../../../schema/linkedDirectives.ts'
import type { Operation } from './operation.ts'

const COST_SPEC = 'https://specs.apollo.dev/cost'
/** A list about which the schema says nothing is taken to have so many items. */
const ASSUMED_LIST_SIZE = 10

interface ListSize {
  readonly assumedSize: number | null
  readonly slicingArguments: readonly string[]
  readonly sizedFields: readonly string[]
}

/** The @cost and @listSize of a supergraph by coordinate ("Query.museums"; "Museum" for a type's own cost). */
export interface CostModel {
  readonly weights: ReadonlyMap<string, number>
  readonly listSizes: ReadonlyMap<string, ListSize>
}

export function readCostModel(supergraph: DocumentNode): CostModel {
  const weights = new Map<string, number>()
  const listSizes = new Map<string, ListSize>()
  const cost = findDirectiveName(supergraph, COST_SPEC, 'cost')
  const listSize = findDirectiveName(supergraph, COST_SPEC, 'listSize')
  const readDirectives = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined) => {
    for (const directive of directives ?? []) {
      if (directive.name.value === cost) weights.set(coordinate, Number(readArgument(directive, 'weight')))
      if (directive.name.value === listSize) listSizes.set(coordinate, readListSize(directive))
    }
  }
  for (const definition of supergraph.definitions) {
    if (!('name' in definition) || !definition.name) continue
    const typeName = definition.name.value
    if (
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION
    ) {
      readDirectives(typeName, definition.directives)
      for (const field of definition.fields ?? [])
        readDirectives(`${typeName}.${field.name.value}`, field.directives)
    }
    if (definition.kind === Kind.SCALAR_TYPE_DEFINITION || definition.kind === Kind.ENUM_TYPE_DEFINITION)
      readDirectives(typeName, definition.directives)
  }
  return { weights, listSizes }
}

/**
 * The estimated cost of an operation with these variables, by the cost directive specification: an object counts 1
 * and a leaf 0 unless @cost says otherwise, a list as many times as @listSize tells.
 */
export function estimateCost(
  operation: Operation,
  schema: GraphQLSchema,
  model: CostModel,
  variables: Readonly<Record<string, unknown>>,
): number {
  const root = schema.getRootType(operation.definition.operation)
  if (!root) return 0
  const mutationBase = operation.type === 'mutation' ? 10 : 0
  return (
    mutationBase +
    costOfSelections(operation.definition.selectionSet, root, new Map(), { schema, model, variables })
  )
}

interface Estimation {
  readonly schema: GraphQLSchema
  readonly model: CostModel
  readonly variables: Readonly<Record<string, unknown>>
}

function costOfSelections(
  set: SelectionSetNode,
  parent: GraphQLCompositeType,
  sized: ReadonlyMap<string, number>,
  on: Estimation,
): number {
  let total = 0
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) total += costOfField(selection, parent, sized, on)
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition
        ? on.schema.getType(selection.typeCondition.name.value)
        : parent
      if (isCompositeType(condition)) total += costOfSelections(selection.selectionSet, condition, sized, on)
    }
  }
  return total
}

function costOfField(
  node: FieldNode,
  parent: GraphQLCompositeType,
  sized: ReadonlyMap<string, number>,
  on: Estimation,
): number {
  const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined
  if (!field) return 0
  const coordinate = `${parent.name}.${node.name.value}`
  const listSize = on.model.listSizes.get(coordinate)
  const size = listSize ? sizeOf(listSize, node, field, on) : null
  const inherited = sized.get(node.name.value)
  const isList = isListType(getNullableType(field.type))
  const count = isList ? (inherited ?? size ?? ASSUMED_LIST_SIZE) : 1
  const type = getNamedType(field.type)
  const own =
    on.model.weights.get(coordinate) ??
    on.model.weights.get(type.name) ??
    (isObjectType(type) || isAbstractType(type) ? 1 : 0)
  const below = new Map(
    size === null || isList ? [] : (listSize?.sizedFields ?? []).map((name) => [name, size]),
  )
  const inner =
    node.selectionSet && isCompositeType(type) ? costOfSelections(node.selectionSet, type, below, on) : 0
  return count * (own + inner)
}

/** The largest of the slicing arguments that the operation gives or that have defaults, else the assumed size. */
function sizeOf(
  listSize: ListSize,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  { variables }: Estimation,
): number | null {
  const sizes = listSize.slicingArguments.map((name) => {
    const given = node.arguments?.find((argument) => argument.name.value === name)
    return given ? numberOf(given, variables) : defaultOf(field, name)
  })
  const known = sizes.filter((size) => size !== null)
  return known.length > 0 ? Math.max(...known, 0) : listSize.assumedSize
}

function numberOf(argument: ArgumentNode, variables: Readonly<Record<string, unknown>>): number | null {
  const value: unknown = valueFromASTUntyped(argument.value, variables)
  return typeof value === 'number' ? value : null
}

function defaultOf(field: GraphQLField<unknown, unknown>, name: string): number | null {
  const value: unknown = field.args.find((argument) => argument.name === name)?.defaultValue
  return typeof value === 'number' ? value : null
}

function readListSize(directive: ConstDirectiveNode): ListSize {
  const assumed = readArgument(directive, 'assumedSize')
  return {
    assumedSize: typeof assumed === 'number' ? assumed : null,
    slicingArguments: stringsOf(readArgument(directive, 'slicingArguments')),
    sizedFields: stringsOf(readArgument(directive, 'sizedFields')),
  }
}

function readArgument(directive: ConstDirectiveNode, name: string): unknown {
  const argument = argumentOf(directive, name)
  return argument ? valueFromASTUntyped(argument.value) : undefined
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
