import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { visits } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      visits: Int!
    }
  `,
  { Museum: { visits: ({ id }) => visits[id] } },
)
