import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { museum } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      museum: Museum!
    }
    type Mutation {
      noop: Boolean
    }
    type Museum @key(fields: "id") {
      id: ID!
    }
  `,
  { Query: { museum: () => museum }, Mutation: { noop: () => true } },
)
