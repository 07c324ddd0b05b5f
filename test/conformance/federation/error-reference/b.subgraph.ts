import { defineSubgraph, failWith } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Venue @key(fields: "id") {
      id: ID!
      name: String
      seats: Int!
    }
  `,
  {
    Venue: {
      __resolveReference: async ({ id }: { id: string }) =>
        id === 'v2' ? failWith('Closed for good.')() : { id, name: `Venue ${id}`, seats: 9 },
    },
  },
)
