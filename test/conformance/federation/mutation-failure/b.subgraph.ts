import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { write } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Mutation {
      note(text: String!): Int
    }
  `,
  { Mutation: { note: (_, { text }) => write(text) } },
)
