import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { guides } from './data.ts'

export const c = defineSubgraph(
  'c',
  /* GraphQL */ `
    type Museum @key(fields: "code") {
      code: ID!
      guide: String!
    }
  `,
  { Museum: { __resolveReference: findBy(guides, 'code') } },
)
