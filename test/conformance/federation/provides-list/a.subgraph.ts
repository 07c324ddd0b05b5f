import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { tours } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      tours: [Tour!]!
    }
    type Tour {
      id: ID!
      stops: [Stop!]! @provides(fields: "name")
    }
    type Stop @key(fields: "id") {
      id: ID!
      name: String! @external
    }
  `,
  { Query: { tours: () => tours } },
)
