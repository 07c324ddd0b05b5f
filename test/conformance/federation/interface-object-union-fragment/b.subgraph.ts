import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      topRated: [Media!]!
    }
    type Media @key(fields: "id") @interfaceObject {
      id: ID!
      stars: Int!
    }
  `,
  {
    Query: {
      topRated: () => [
        { id: 'x1', stars: 5 },
        { id: 'x2', stars: 3 },
      ],
    },
  },
)
