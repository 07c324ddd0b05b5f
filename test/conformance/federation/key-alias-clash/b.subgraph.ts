import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { visits } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      visitors: Int!
    }
  `,
  { Museum: { __resolveReference: findBy(visits) } },
)
