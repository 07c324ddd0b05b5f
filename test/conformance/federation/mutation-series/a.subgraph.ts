import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { log, write } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      log: [String!]!
    }
    type Mutation {
      addStop(name: String!): Int!
    }
  `,
  { Query: { log: () => log }, Mutation: { addStop: (_, { name }) => write(`stop ${name}`) } },
)
