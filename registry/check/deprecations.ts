import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'

interface Deprecable {
  readonly name: string
  readonly deprecationReason?: string | null | undefined
}

/** The reasons of what is deprecated, by coordinate. */
export function readDeprecations(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const add = (coordinate: string, { deprecationReason }: Deprecable) => {
    if (deprecationReason) found.set(coordinate, deprecationReason)
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (isEnumType(type)) for (const value of type.getValues()) add(`${type.name}.${value.name}`, value)
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) add(`${type.name}.${field.name}`, field)
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values(type.getFields())) {
      add(`${type.name}.${field.name}`, field)
      for (const argument of field.args) add(`${type.name}.${field.name}(${argument.name}:)`, argument)
    }
  }
  return found
}
