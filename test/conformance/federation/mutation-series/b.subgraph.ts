import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { write } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Mutation {
      addRoute(name: String!): Int!
    }
  `,
  { Mutation: { addRoute: async (_, { name }) => write(`route ${name}`) } },
)
