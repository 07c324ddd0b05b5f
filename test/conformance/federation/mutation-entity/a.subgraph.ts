import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { visit } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      museum: Museum
    }
    type Mutation {
      visit(id: ID!): Museum
    }
    type Museum @key(fields: "id") {
      id: ID!
    }
  `,
  { Mutation: { visit: (_, { id }) => (visit(id), { id }) } },
)
