import {
  getNamedType,
  isCompositeType,
  isListType,
  Kind,
  getNullableType,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import { argumentOf, findDirectiveName } from '../../kit/graphql/linkedDirectives.ts'
import { possibleTypesOf } from '../../kit/graphql/possibleTypes.ts'
import { NO_ANNOTATIONS, type AnnotationFields } from '../annotate/annotation.ts'
import { createIntrospectionCost, type IntrospectionCost } from './introspectionCost.ts'
import type { NormalOperation } from './operation.ts'
import { isActive, isIncrementalDirective } from './incremental.ts'
import { isIntrospection } from './isIntrospection.ts'
import type { Variables } from '../../kit/graphql/variables.ts'

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
  readonly introspection: IntrospectionCost
}

export function readCostModel(supergraph: DocumentNode, schema: GraphQLSchema): CostModel {
  const weights = new Map<string, number>()
  const listSizes = new Map<string, ListSize>()
  const cost = findDirectiveName(supergraph, COST_SPEC, 'cost')
  const listSize = findDirectiveName(supergraph, COST_SPEC, 'listSize')
  const readDirectives = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined) => {
    for (const directive of directives ?? []) {
      if (directive.name.value === cost)
        weights.set(coordinate, Number(readCostArgument(directive, 'weight')))
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
  return { weights, listSizes, introspection: createIntrospectionCost(schema) }
}

/** The cost of one operation as far as it depends on the variables; a number where it does not. */
export type Cost = number | ((variables: Variables) => number)

/**
 * The estimated cost of an operation by the cost directive specification: an object counts 1 and a leaf 0 unless @cost
 * says otherwise, a list as many times as @listSize tells, a mutation 10 besides, a part of an answer 1. What is asked about the schema itself is
 * priced by the schema's size. `annotations` count as if they were selected of each object.
 */
export function compileCost(
  operation: NormalOperation,
  schema: GraphQLSchema,
  model: CostModel,
  annotations: AnnotationFields = NO_ANNOTATIONS,
): Cost {
  const root = schema.getRootType(operation.definition.operation)
  if (!root) return 0
  const base = operation.type === 'mutation' ? COST_OF_MUTATION : 0
  return compileSum([
    base,
    compileSelectionsCost(operation.definition.selectionSet, root, new Map(), { schema, model, annotations }),
  ])
}

export function evaluateCost(cost: Cost, variables: Variables): number {
  return typeof cost === 'number' ? cost : cost(variables)
}

/** Besides what it answers. */
export const COST_OF_MUTATION = 10

export interface Estimation {
  readonly schema: GraphQLSchema
  readonly model: CostModel
  readonly annotations: AnnotationFields
}

function compileSum(parts: readonly Cost[]): Cost {
  const constant = parts.filter((part) => typeof part === 'number').reduce((total, part) => total + part, 0)
  const varying = parts.filter((part) => typeof part === 'function')
  if (varying.length === 0) return constant
  return (variables) => varying.reduce((total, part) => total + part(variables), constant)
}

function compileProduct(a: Cost, b: Cost): Cost {
  if (typeof a === 'number' && typeof b === 'number') return a * b
  return (variables) => evaluateCost(a, variables) * evaluateCost(b, variables)
}

function compileSelectionsCost(
  set: SelectionSetNode,
  parent: GraphQLCompositeType,
  sized: ReadonlyMap<string, Cost>,
  on: Estimation,
): Cost {
  return compileSum(set.selections.map((selection) => compileSelectionCost(selection, parent, sized, on)))
}

function compileSelectionCost(
  selection: SelectionNode,
  parent: GraphQLCompositeType,
  sized: ReadonlyMap<string, Cost>,
  on: Estimation,
): Cost {
  const part = compilePartCost(selection)
  if (selection.kind === Kind.FIELD) return compileSum([part, compileFieldCost(selection, parent, sized, on)])
  if (selection.kind !== Kind.INLINE_FRAGMENT) return 0
  const condition = selection.typeCondition ? on.schema.getType(selection.typeCondition.name.value) : parent
  return isCompositeType(condition)
    ? compileSum([part, compileSelectionsCost(selection.selectionSet, condition, sized, on)])
    : 0
}

/** What is told in a part of its own costs about as much to tell as an object does. */
function compilePartCost({ directives = [] }: SelectionNode): Cost {
  const directive = directives.find(isIncrementalDirective)
  return directive === undefined ? 0 : (variables) => (isActive(directive, variables) ? 1 : 0)
}

function compileFieldCost(
  node: FieldNode,
  parent: GraphQLCompositeType,
  sized: ReadonlyMap<string, Cost>,
  on: Estimation,
): Cost {
  if (isIntrospection(node)) return on.model.introspection(node)
  const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined
  if (!field) return 0
  const coordinate = `${parent.name}.${node.name.value}`
  const listSize = on.model.listSizes.get(coordinate)
  const size = listSize ? compileListSize(listSize, node, field) : null
  const isList = isListType(getNullableType(field.type))
  const type = getNamedType(field.type)
  const own = weightOf(on.model, coordinate, type)
  const below = new Map(
    size === null || isList ? [] : (listSize?.sizedFields ?? []).map((name) => [name, size]),
  )
  const inner =
    node.selectionSet && isCompositeType(type) ? compileSelectionsCost(node.selectionSet, type, below, on) : 0
  const besides = node.selectionSet && isCompositeType(type) ? compileAnnotationCost(type, on) : 0
  const count = isList ? (sized.get(node.name.value) ?? size ?? ASSUMED_LIST_SIZE) : 1
  return compileProduct(count, compileSum([own, inner, besides]))
}

/** Of an interface or union, those of the type whose annotations cost most: an object is of one type. */
function compileAnnotationCost(type: GraphQLCompositeType, on: Estimation): number {
  if (on.annotations === NO_ANNOTATIONS) return 0
  const costs = possibleTypesOf(type, on.schema).map((one) => {
    const set: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: on.annotations(one) }
    // They have no arguments, on which alone it could depend.
    return evaluateCost(
      compileSelectionsCost(set, one, new Map(), { ...on, annotations: NO_ANNOTATIONS }),
      {},
    )
  })
  return Math.max(0, ...costs)
}

/** What one value of a field costs without what is below it. */
export function weightOf({ weights }: CostModel, coordinate: string, type: GraphQLNamedType): number {
  return weights.get(coordinate) ?? weights.get(type.name) ?? (isCompositeType(type) ? 1 : 0)
}

/**
 * The largest of the slicing arguments that the operation gives or that have defaults, else the assumed size. A variable
 * without a value gives none: Relay asks with `first` and `last`, of which one is null.
 */
function compileListSize(
  { slicingArguments, assumedSize }: ListSize,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
): Cost | null {
  const stated: number[] = []
  const variableNames: string[] = []
  for (const name of slicingArguments) {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value
    if (value?.kind === Kind.VARIABLE) variableNames.push(value.name.value)
    else stated.push(...numbersIn(value ? valueFromASTUntyped(value) : defaultOf(field, name)))
  }
  if (variableNames.length === 0) return stated.length === 0 ? assumedSize : Math.max(0, ...stated)
  return (variables) => {
    const sizes = [...stated, ...variableNames.flatMap((name) => numbersIn(variables[name]))]
    return sizes.length === 0 ? (assumedSize ?? ASSUMED_LIST_SIZE) : Math.max(0, ...sizes)
  }
}

function numbersIn(value: unknown): readonly number[] {
  return typeof value === 'number' ? [value] : []
}

function defaultOf(field: GraphQLField<unknown, unknown>, name: string): unknown {
  return field.args.find((argument) => argument.name === name)?.defaultValue
}

function readListSize(directive: ConstDirectiveNode): ListSize {
  const assumed = readCostArgument(directive, 'assumedSize')
  return {
    assumedSize: typeof assumed === 'number' ? assumed : null,
    slicingArguments: stringsOf(readCostArgument(directive, 'slicingArguments')),
    sizedFields: stringsOf(readCostArgument(directive, 'sizedFields')),
  }
}

function readCostArgument(directive: ConstDirectiveNode, name: string): unknown {
  const argument = argumentOf(directive, name)
  return argument ? valueFromASTUntyped(argument.value) : undefined
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
