import type { GraphQLNamedType, GraphQLObjectType, GraphQLSchema } from 'graphql'
import { isAbstractType, isObjectType } from 'graphql'

/** The object types that a value of a type can have: itself alone for an object type, none for a leaf. */
export function possibleTypesOf(
  type: GraphQLNamedType | undefined,
  schema: GraphQLSchema,
): readonly GraphQLObjectType[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type)
  return isObjectType(type) ? [type] : []
}
