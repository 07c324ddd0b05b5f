import { buildSchema, type GraphQLSchema } from 'graphql'

/** The gateway has checked its schema when it composed it. */
export function parseSchema(text: string): GraphQLSchema {
  return buildSchema(text, { assumeValid: true })
}
