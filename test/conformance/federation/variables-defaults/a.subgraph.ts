import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { hotels } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      hotels(first: Int, order: String): [Hotel!]!
    }
    type Hotel @key(fields: "id") {
      id: ID!
    }
  `,
  { Query: { hotels: (_, args) => hotels.map(({ id }) => ({ id: `${id} ${JSON.stringify(args)}` })) } },
)
