import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLNamedType,
} from 'graphql'

/** A first query for a root field: its names, its plain values, and where it stands. */
export function writeQueryFor(field: GraphQLField<unknown, unknown>): string {
  return `query {\n${writeField(field, 1, 'first')}\n}\n`
}

function writeField(field: GraphQLField<unknown, unknown>, depth: number, key: string): string {
  const pad = '  '.repeat(depth)
  const inner = writeSelection(getNamedType(field.type), depth + 1)
  const args = key === 'first' && field.args.some(({ name }) => name === 'first') ? '(first: 20)' : ''
  return inner === '' ? `${pad}${field.name}${args}` : `${pad}${field.name}${args} {\n${inner}\n${pad}}`
}

function writeSelection(type: GraphQLNamedType, depth: number): string {
  if (!isCompositeType(type)) return ''
  const pad = '  '.repeat(depth)
  if (!isObjectType(type) && !isInterfaceType(type)) return `${pad}__typename`
  const fields = Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument))
  const nodes = fields.find(({ name }) => name === 'nodes')
  if (nodes) {
    const pageInfo = `${pad}pageInfo {\n${pad}  hasNextPage\n${pad}  endCursor\n${pad}}`
    return [`${pad}totalCount`, writeField(nodes, depth, ''), pageInfo].join('\n')
  }
  const lines = fields.flatMap((field) => {
    if (field.deprecationReason != null) return []
    if (isLeafType(getNamedType(field.type))) return [`${pad}${field.name}`]
    const isList = isListType(getNullableType(field.type))
    const inner = isList ? undefined : SHORT[getNamedType(field.type).name]
    return inner === undefined ? [] : [`${pad}${field.name} { ${inner} }`]
  })
  return lines.length > 0 ? lines.join('\n') : `${pad}__typename`
}

const SHORT: Readonly<Record<string, string>> = {
  Text: 'zh pt en',
  Place: 'lat lng',
  AdministrativeArea: 'id',
  OpeningHours: 'asStated',
}
