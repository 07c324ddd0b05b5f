import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'
import { possibleTypesOf } from '../../kit/graphql/possibleTypes.ts'

/** A question for each root field that needs no argument, which shows some objects of every type it leads to. */
export function writeSampleQueries(schema: GraphQLSchema): readonly string[] {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {})
  const open = roots.filter((field) => needsNothing(field) && !isLeafType(getNamedType(field.type)))
  const listed = new Set(open.flatMap(({ type }) => itemTypes(getNamedType(type), schema)))
  return open.map((field) => {
    const named = getNamedType(field.type)
    return `{ ${field.name}${fewItems(field)} ${select(named, { schema, listed }, DEPTH)} }`
  })
}

interface Shown {
  readonly schema: GraphQLSchema
  /** Types that have a question of their own: elsewhere their id suffices. */
  readonly listed: ReadonlySet<string>
}

/** The types of what a list, or each page of it, holds. */
function itemTypes(type: GraphQLNamedType, schema: GraphQLSchema): readonly string[] {
  const nodes = isObjectType(type) ? type.getFields().nodes : undefined
  return possibleTypesOf(nodes === undefined ? type : getNamedType(nodes.type), schema).map(
    ({ name }) => name,
  )
}

/** Objects within objects: a page, its items, what stands in them, and one more. */
const DEPTH = 4
const ITEMS = 3

function select(type: GraphQLNamedType, shown: Shown, depth: number): string {
  if (isAbstractType(type)) {
    const parts = possibleTypesOf(type, shown.schema).map(
      (one) => `... on ${one.name} ${select(one, shown, depth)}`,
    )
    return `{ __typename ${parts.join(' ')} }`
  }
  if (!isObjectType(type)) return ''
  const fields = Object.values(type.getFields()).filter(
    (field) => needsNothing(field) && !isDuplicate(field, type),
  )
  return `{ __typename ${fields.map((field) => selectField(field, type, shown, depth)).join(' ')} }`
}

function selectField(
  field: GraphQLField<unknown, unknown>,
  { name }: GraphQLNamedType,
  shown: Shown,
  depth: number,
): string {
  const type = getNamedType(field.type)
  if (isLeafType(type)) return field.name
  if (depth === 0) return ''
  const isReference = hasId(type) && !name.endsWith('Connection') && isListed(type, shown)
  const selection = isReference ? '{ __typename id }' : select(type, shown, depth - 1)
  return `${field.name}${fewItems(field)} ${selection}`
}

function hasId(type: GraphQLNamedType): boolean {
  return (isObjectType(type) || isInterfaceType(type)) && type.getFields().id !== undefined
}

function isListed(type: GraphQLNamedType, { schema, listed }: Shown): boolean {
  return possibleTypesOf(type, schema).every(({ name }) => listed.has(name))
}

/** A list of edges shows the same as its nodes. */
function isDuplicate(field: GraphQLField<unknown, unknown>, { name }: GraphQLNamedType): boolean {
  return name.endsWith('Connection') && field.name === 'edges'
}

function needsNothing({ args, deprecationReason }: GraphQLField<unknown, unknown>): boolean {
  return (
    deprecationReason == null &&
    args.every(({ type, defaultValue }) => !isNonNullType(type) || defaultValue !== undefined)
  )
}

function fewItems({ args }: GraphQLField<unknown, unknown>): string {
  return args.some(({ name }) => name === 'first') ? `(first: ${ITEMS})` : ''
}
