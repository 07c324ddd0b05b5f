import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { museums } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      museums: [Museum!]!
    }
    type Museum @key(fields: "id") {
      id: ID!
      code: ID! @shareable
    }
  `,
  { Query: { museums: () => museums }, Museum: { __resolveReference: findBy(museums) } },
)
