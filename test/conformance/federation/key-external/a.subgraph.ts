import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { carParks } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      carParks: [CarPark!]!
    }
    type CarPark @key(fields: "id") {
      id: ID!
      name: String!
      spaces: Int!
    }
  `,
  { Query: { carParks: () => carParks } },
)
