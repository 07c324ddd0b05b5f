import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { guides } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      guides: [Guide!]!
    }
    type Guide @key(fields: "id") {
      id: ID!
      museum: Museum!
    }
    type Museum @key(fields: "id", resolvable: false) {
      id: ID!
    }
  `,
  { Query: { guides: () => guides } },
)
