import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { text } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    scalar JSON
    type Query {
      things: [Thing!]!
    }
    type Thing @key(fields: "id") {
      id: ID!
      extra: JSON
    }
  `,
  { Query: { things: () => [{ id: 't1', extra: JSON.parse(text) }] } },
)
