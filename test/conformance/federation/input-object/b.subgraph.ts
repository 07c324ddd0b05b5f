import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      count(filter: Filter!): Int!
    }
    input Filter {
      text: String! = "*"
      near: Near
      tags: [String!]
    }
    input Near {
      lat: Float!
      lng: Float!
      metres: Int! = 400
    }
  `,
  { Query: { count: (_, { filter }) => filter.tags.length } },
)
