import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { ratings } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      topRated: [Media]!
    }
    type Media @key(fields: "id") @interfaceObject {
      id: ID!
      stars: Int!
    }
  `,
  { Query: { topRated: () => ratings } },
)
