import { defineSubgraph, failWith } from '../../../kit/federation/subgraph.ts'
import { write } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      ok: Boolean
    }
    type Mutation {
      add(name: String!): Int
      refuse: Int
      mustRefuse: Int!
    }
  `,
  {
    Mutation: {
      add: (_, { name }) => write(name),
      refuse: failWith('The stop is closed.'),
      mustRefuse: failWith('The depot is closed.'),
    },
  },
)
