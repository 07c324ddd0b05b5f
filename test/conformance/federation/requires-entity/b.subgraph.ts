import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { museums } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      city: String!
    }
  `,
  { Museum: { __resolveReference: findBy(museums) } },
)
