import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      search(filter: Filter!): String!
    }
    input Filter {
      text: String! = "*"
      near: Near
      tags: [String!]
      radius: Int
    }
    input Near {
      lat: Float!
      lng: Float!
      metres: Int! = 400
    }
  `,
  { Query: { search: (_, { filter }) => JSON.stringify(filter) } },
)
