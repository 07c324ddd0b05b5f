import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLSchema,
} from 'graphql'

/**
 * All that a client can name: fields, arguments, input fields, and the values of enums that arguments take. An enum
 * that stands in answers alone is left out, since no question says which of its values are read.
 */
export function listSchemaCoordinates(schema: GraphQLSchema): readonly string[] {
  const asked = new Set<string>()
  const inputs = listInputTypes(schema)
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        asked.add(`${type.name}.${field.name}`)
        for (const { name } of field.args) asked.add(`${type.name}.${field.name}(${name}:)`)
      }
    if (isInputObjectType(type))
      for (const name of Object.keys(type.getFields())) asked.add(`${type.name}.${name}`)
    if (isEnumType(type) && inputs.has(type.name))
      for (const { name } of type.getValues()) asked.add(`${type.name}.${name}`)
  }
  return [...asked].toSorted()
}

/** The names of the types that arguments and input fields have. */
function listInputTypes(schema: GraphQLSchema): ReadonlySet<string> {
  const found = new Set<string>()
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) || isInterfaceType(type))
      for (const { args } of Object.values(type.getFields()))
        for (const argument of args) found.add(getNamedType(argument.type).name)
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) found.add(getNamedType(field.type).name)
  }
  return found
}
