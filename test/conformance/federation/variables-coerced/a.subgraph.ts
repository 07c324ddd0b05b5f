import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      echo(
        int: Int
        float: Float
        id: ID
        flag: Boolean
        list: [Int!]
        deep: [[String]]
        kind: Kind
        input: In
      ): String!
    }
    enum Kind {
      A
      B
    }
    input In {
      id: ID!
      kind: Kind = B
      more: [In!]
      limit: Int = 10
    }
  `,
  { Query: { echo: (_, args) => JSON.stringify(args) } },
)
