import {
  getNamedType,
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'
import { ruleFor } from '../caller/rules.ts'

/** A query for all plain facts of a thing of this type, and what is near it; null where the graph has no such thing. */
export function writeAbout(schema: GraphQLSchema, typeName: string): string | null {
  const type = schema.getType(typeName)
  const node = schema.getQueryType()?.getFields().node
  if (!node || !isObjectType(type) || !type.getInterfaces().some(({ name }) => name === 'Node')) return null
  return `query About($thing: ID!) {
  node(globalId: $thing) {
    ... on ${type.name} {
${listFacts(type)
  .map((line) => `      ${line}`)
  .join('\n')}
    }
  }
}
`
}

/** Parts that are written as they stand, by the type of the field. */
const PARTS: Readonly<Record<string, string>> = {
  Text: '{ zh pt en }',
  OpeningHours: '{ asStated }',
  AdministrativeArea: '{ name { zh pt en } }',
  Bureau: '{ name { zh pt en } }',
}

function listFacts(type: GraphQLObjectType): readonly string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    if (!isFree(type, field) || HIDDEN.has(field.name)) return []
    const named = getNamedType(field.type)
    const isMany = isListType(getNullableType(field.type))
    if (isLeafType(named)) return isMany && !isEnumType(named) ? [] : [field.name]
    if (named.name === 'Place' && isObjectType(named))
      return [`${field.name} { lat lng ${listNearby(named)} }`]
    const part = isMany ? undefined : PARTS[named.name]
    return part === undefined ? [] : [`${field.name} ${part}`]
  })
}

/** Said elsewhere on the page. */
const HIDDEN: ReadonlySet<string> = new Set(['globalId', 'areaIsEstimated'])

/** What somebody who stands there wants next; three of each, so that no page costs more than a question. */
const NEARBY: readonly (readonly [field: string, item: string])[] = [
  ['nearbyStops', 'stop { name { zh pt en } }'],
  ['nearbyCarParks', 'carPark { name { zh pt en } freeSpaces { cars } }'],
  ['nearbyAttractions', 'attraction { name { zh pt en } }'],
]

function listNearby(place: GraphQLObjectType): string {
  const known = place.getFields()
  return NEARBY.flatMap(([name, item]) => (known[name] ? [`${name}(first: 3) { metres ${item} }`] : [])).join(
    ' ',
  )
}

function isFree(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): boolean {
  return (
    field.deprecationReason == null &&
    !field.args.some(isRequiredArgument) &&
    ruleFor([`${type.name}.${field.name}`, type.name]) === null
  )
}
