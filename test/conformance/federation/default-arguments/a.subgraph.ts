import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { hotels } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      hotels(first: Int! = 1, order: Order = NAME): [Hotel!]!
    }
    enum Order {
      NAME
      STARS
    }
    type Hotel @key(fields: "id") {
      id: ID!
    }
  `,
  { Query: { hotels: (_, { first, order }) => (order === 'NAME' ? hotels.slice(0, first) : []) } },
)
