import { GraphQLError, isLeafType, parseValue, valueFromASTUntyped, type GraphQLInputType } from 'graphql'

const NUMBERS: ReadonlySet<string> = new Set(['Int', 'Float'])

/** What somebody typed as a value of a type, as GraphQL writes it: a text in quotes, whatever is in it. */
export function writeLiteral(type: GraphQLInputType, text: string): string {
  return isLeafType(type) && !NUMBERS.has(type.name) ? JSON.stringify(text) : text.trim()
}

/** Whether a literal can be read, and is of the type; what a scalar of ours takes, the gateway alone knows. */
export function isLiteralOf(type: GraphQLInputType, literal: string): boolean {
  try {
    const value = valueFromASTUntyped(parseValue(literal))
    if (isLeafType(type)) type.parseValue(value)
    return true
  } catch (error) {
    if (error instanceof GraphQLError) return false
    throw error
  }
}
