import {
  getIntrospectionQuery,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isWrappingType,
  Kind,
  parse,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  type SelectionNode,
} from 'graphql'
import { normaliseOperation } from './normaliseOperation.ts'

/** The cost of one field of an answer about the schema, where the schema is not large. */
const FIELD_COST = 3
/** The cost of all that tools ask about a schema, however large: it passes the usual limit once, and not twice. */
const WHOLE_COST = 45_000

/** The cost of a `__schema` or `__type`, of a normal operation. */
export type IntrospectionCost = (root: FieldNode) => number

/** Prices what is asked about a schema by how many fields the answer is likely to have. */
export function createIntrospectionCost(schema: GraphQLSchema): IntrospectionCost {
  const sizes = measureSchema(schema)
  const whole = countSelections(readWhole(), sizes.ofMost, sizes)
  const price = Math.min(FIELD_COST, WHOLE_COST / whole)
  return (root) => Math.ceil(price * countSelections([root], sizes.ofMost, sizes))
}

/** The widest question of graphql-js, by which tools get to know a whole schema. */
function readWhole(): readonly SelectionNode[] {
  const text = getIntrospectionQuery({
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  })
  return normaliseOperation(parse(text, { noLocation: true }), undefined).definition.selectionSet.selections
}

interface SchemaSizes {
  readonly types: number
  readonly directives: number
  /** How probably a type wraps another, as lists and non-nulls do. */
  readonly ofType: number
  /** Of each of `__Schema.types`, the mean. */
  readonly ofAll: ListSizes
  /** Of the types that fields and arguments have, the mean: some come often. */
  readonly ofUsed: ListSizes
  /** Of the type that has most: one that is asked for by its name is likely to be that. */
  readonly ofMost: ListSizes
}

/** How long the lists of a `__Type` are, `args` those of each of its fields. */
interface ListSizes {
  readonly fields: number
  readonly args: number
  readonly inputFields: number
  readonly enumValues: number
  readonly interfaces: number
  readonly possibleTypes: number
}

function countSelections(selections: readonly SelectionNode[], of: ListSizes, sizes: SchemaSizes): number {
  let count = 0
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) count += countField(selection, of, sizes)
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      count += countSelections(selection.selectionSet.selections, of, sizes)
  }
  return count
}

function countField(
  { name: { value: name }, selectionSet }: FieldNode,
  of: ListSizes,
  sizes: SchemaSizes,
): number {
  if (selectionSet === undefined) return 1
  const below = TO_TYPES.has(name) ? sizes.ofUsed : name === 'types' ? sizes.ofAll : of
  return 1 + countItems(name, of, sizes) * countSelections(selectionSet.selections, below, sizes)
}

/** The fields of introspection that lead from a type to others. */
const TO_TYPES: ReadonlySet<string> = new Set(['type', 'ofType', 'interfaces', 'possibleTypes'])

function countItems(name: string, of: ListSizes, { types, directives, ofType }: SchemaSizes): number {
  switch (name) {
    case 'types':
      return types
    case 'directives':
      return directives
    case 'ofType':
      return ofType
    case 'fields':
    case 'args':
    case 'inputFields':
    case 'enumValues':
    case 'interfaces':
    case 'possibleTypes':
      return of[name]
    default:
      return 1
  }
}

function measureSchema(schema: GraphQLSchema): SchemaSizes {
  const types = Object.values(schema.getTypeMap())
  const used = types.flatMap(listUsed)
  const wrappers = used.reduce((sum, type) => sum + countWrappers(type), 0)
  const listed = types.map((type) => measureType(type, schema))
  const byType = new Map(types.map((type, at) => [type, listed[at] ?? NONE]))
  return {
    types: types.length,
    directives: schema.getDirectives().length,
    ofType: wrappers / (used.length + wrappers),
    ofAll: meanOf(listed),
    ofUsed: meanOf(used.map((type) => byType.get(getNamedType(type)) ?? NONE)),
    ofMost: mostOf(listed),
  }
}

/** The types of all fields, arguments and input fields of a type. */
function listUsed(type: GraphQLNamedType): readonly GraphQLType[] {
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => field.type)
  return listFields(type).flatMap(({ type: own, args }) => [own, ...args.map((argument) => argument.type)])
}

function countWrappers(type: GraphQLType): number {
  return isWrappingType(type) ? 1 + countWrappers(type.ofType) : 0
}

function listFields(
  type: GraphQLNamedType,
): readonly { type: GraphQLType; args: readonly GraphQLArgument[] }[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
}

/** Here `args` are those of all fields together. */
function measureType(type: GraphQLNamedType, schema: GraphQLSchema): ListSizes {
  const fields = listFields(type)
  return {
    fields: fields.length,
    args: fields.reduce((sum, { args }) => sum + args.length, 0),
    inputFields: isInputObjectType(type) ? Object.keys(type.getFields()).length : 0,
    enumValues: isEnumType(type) ? type.getValues().length : 0,
    interfaces: isObjectType(type) || isInterfaceType(type) ? type.getInterfaces().length : 0,
    possibleTypes: isAbstractType(type) ? schema.getPossibleTypes(type).length : 0,
  }
}

const NONE: ListSizes = {
  fields: 0,
  args: 0,
  inputFields: 0,
  enumValues: 0,
  interfaces: 0,
  possibleTypes: 0,
}

function meanOf(listed: readonly ListSizes[]): ListSizes {
  return combine((name) => listed.reduce((sum, sizes) => sum + sizes[name], 0) / Math.max(1, listed.length))
}

function mostOf(listed: readonly ListSizes[]): ListSizes {
  return combine((name) => listed.reduce((most, sizes) => Math.max(most, sizes[name]), 0))
}

/** The arguments of all fields become those of each. */
function combine(sizeOf: (name: keyof ListSizes) => number): ListSizes {
  const fields = sizeOf('fields')
  return {
    fields,
    args: sizeOf('args') / Math.max(1, fields),
    inputFields: sizeOf('inputFields'),
    enumValues: sizeOf('enumValues'),
    interfaces: sizeOf('interfaces'),
    possibleTypes: sizeOf('possibleTypes'),
  }
}
