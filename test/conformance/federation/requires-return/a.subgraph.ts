import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { hotels } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      hotels: [Hotel!]!
    }
    type Hotel @key(fields: "id") {
      id: ID!
      base: Int!
      tax: Int! @external
      total: Int! @requires(fields: "tax")
    }
  `,
  {
    Query: { hotels: () => hotels },
    Hotel: {
      __resolveReference: (reference: { id: string }) => ({
        ...reference,
        ...hotels.find(({ id }) => id === reference.id),
      }),
      total: ({ base, tax }) => base + tax,
    },
  },
)
