import { defineSubgraph, failWith } from '../../../kit/federation/subgraph.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      secret: Int
      other: Int
    }
    type Mutation {
      wipe: Int
      note: Int
    }
  `,
  { Query: { secret: () => 1, other: () => 2 }, Mutation: { wipe: failWith('Wiped.'), note: () => 1 } },
)
