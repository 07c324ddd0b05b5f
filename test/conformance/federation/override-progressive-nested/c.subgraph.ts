import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { districts } from './data.ts'

export const c = defineSubgraph(
  'c',
  /* GraphQL */ `
    type Query {
      districts: [District!]!
    }
    type District {
      id: ID!
      museums: [Museum!]!
    }
    type Museum @key(fields: "id", resolvable: false) {
      id: ID!
    }
  `,
  { Query: { districts: () => districts } },
)
