import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { stops } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      stops: [Stop!]!
    }
    type Stop @key(fields: "route sequence") {
      route: String!
      sequence: Int!
      name: String!
    }
  `,
  { Query: { stops: () => stops } },
)
