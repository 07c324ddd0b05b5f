import { defineSubgraph, failWith } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Mutation {
      burn: Int
    }
  `,
  { Mutation: { burn: failWith('Burnt.') } },
)
