import { GraphQLNonNull, isNullableType, type GraphQLField, type GraphQLOutputType } from 'graphql'

/** What `@semanticNonNull` says is null on an error alone, the code never returns as null. */
export function typeUnlessError({ type, astNode }: GraphQLField<unknown, unknown>): GraphQLOutputType {
  const isMarked = astNode?.directives?.some(({ name }) => name.value === 'semanticNonNull') === true
  return isMarked && isNullableType(type) ? new GraphQLNonNull(type) : type
}
