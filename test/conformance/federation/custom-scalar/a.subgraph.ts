import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { value } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    scalar JSON
    type Query {
      things: [Thing!]!
      echo(value: JSON): JSON
    }
    type Thing @key(fields: "id") {
      id: ID!
      extra: JSON
    }
  `,
  { Query: { things: () => [{ id: 't1', extra: value }], echo: (_, { value }) => value } },
)
