import { defineSubgraph, failWith } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Place @key(fields: "id") {
      id: ID!
      metres: Int
      stops: Int
    }
  `,
  { Place: { metres: failWith('Too far.'), stops: failWith('No stops.') } },
)
