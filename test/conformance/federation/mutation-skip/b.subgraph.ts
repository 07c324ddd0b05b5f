import { defineSubgraph, failWith } from '../../../kit/federationSubgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Mutation {
      burn: Int
    }
  `,
  { Mutation: { burn: failWith('Burnt.') } },
)
