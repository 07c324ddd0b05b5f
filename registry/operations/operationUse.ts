import { getNamedType, TypeInfo, visit, visitWithTypeInfo, type GraphQLSchema } from 'graphql'
import { possibleTypesOf } from '../../kit/graphql/possibleTypes.ts'
import type { KnownOperation } from './knownOperations.ts'

/** The coordinates of fields, arguments, enum values and input fields that an operation names, through interfaces too. */
export function listUsed({ document }: KnownOperation, schema: GraphQLSchema): ReadonlySet<string> {
  const used = new Set<string>()
  const info = new TypeInfo(schema)
  const addField = (name: string, argument = '') => {
    const parent = info.getParentType()
    if (!parent) return
    for (const { name: type } of [parent, ...possibleTypesOf(parent, schema)])
      used.add(`${type}.${name}${argument}`)
    if ('getInterfaces' in parent)
      for (const { name: type } of parent.getInterfaces()) used.add(`${type}.${name}${argument}`)
  }
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        addField(node.name.value)
        for (const argument of node.arguments ?? []) addField(node.name.value, `(${argument.name.value}:)`)
      },
      ObjectField(node) {
        const parent = info.getParentInputType()
        if (parent) used.add(`${getNamedType(parent).name}.${node.name.value}`)
      },
      EnumValue(node) {
        const type = info.getInputType()
        if (type) used.add(`${getNamedType(type).name}.${node.value}`)
      },
    }),
  )
  return used
}
