import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'
import { isRecord } from '../../kit/isRecord.ts'

/** "Type.field" of every field of an object that may not be null. */
export function listNonNullFields(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ name }) => !/^(?:_|Query$)/.test(name))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type))
        .map((field) => `${type.name}.${field.name}`),
    )
}

/**
 * Questions for each root field that can be asked without knowing an id, and for a place, with every non-null field below
 * under an alias of its type: of many records what is near, of few what is far.
 */
export function askForNonNull(schema: GraphQLSchema): readonly string[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
    (field) => !field.name.startsWith('_') && isOpen(field),
  )
  const place = schema.getType('Place')
  return [
    ...[MANY, FEW].flatMap((reach) => fields.map((field) => `{ ${select(schema, field, 'Query', reach)} }`)),
    ...(isObjectType(place)
      ? [`{ _entities(representations: [${PLACE}]) { ${selectBelow(schema, place, FEW)} } }`]
      : []),
  ]
}

/** How far a question goes. */
interface Reach {
  /** Records of a list. */
  readonly first: number
  readonly depth: number
  readonly above: readonly string[]
}

const MANY: Reach = { first: 100, depth: 3, above: [] }
const FEW: Reach = { first: 10, depth: 5, above: [] }
const PLACE = '{ __typename: "Place", id: "22.19380,113.53990" }'
/** What required arguments get. */
const KNOWN: Readonly<Record<string, string>> = { language: 'EN' }

/** What stands in an answer of such a question, as "Type.field". */
export function listAnswered(data: unknown): readonly string[] {
  if (Array.isArray(data)) return data.flatMap(listAnswered)
  if (!isRecord(data)) return []
  return Object.entries(data).flatMap(([alias, value]) =>
    value === null || alias === '__typename' ? [] : [alias.replace('__', '.'), ...listAnswered(value)],
  )
}

type Field = GraphQLField<unknown, unknown>

/** A field with what is below it. */
function select(schema: GraphQLSchema, field: Field, owner: string, reach: Reach): string {
  const given = field.args.flatMap(({ name }) =>
    name === 'first' ? [`first: ${reach.first}`] : name in KNOWN ? [`${name}: ${KNOWN[name]}`] : [],
  )
  const call = `${owner}__${field.name}: ${field.name}${given.length === 0 ? '' : `(${given.join(', ')})`}`
  const type = getNamedType(field.type)
  if (isLeafType(type)) return call
  if (reach.depth === 0 || reach.above.includes(type.name)) return `${call} { __typename }`
  const members = isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : []
  const below = { ...reach, depth: reach.depth - 1, above: [...reach.above, type.name] }
  return `${call} { __typename ${members.map((member) => selectBelow(schema, member, below)).join(' ')} }`
}

function selectBelow(schema: GraphQLSchema, type: GraphQLObjectType, reach: Reach): string {
  const isPage = /(?:Connection|Edge)$/.test(type.name)
  const below = Object.values(type.getFields())
    .filter((one) => isOpen(one) && (isNonNullType(one.type) || !isLeafType(getNamedType(one.type))))
    .map((one) => select(schema, one, type.name, isPage ? reach : { ...reach, first: 2 }))
  return `... on ${type.name} { __typename ${below.join(' ')} }`
}

function isOpen({ args }: Field): boolean {
  return args.every((argument) => !isRequiredArgument(argument) || argument.name in KNOWN)
}
