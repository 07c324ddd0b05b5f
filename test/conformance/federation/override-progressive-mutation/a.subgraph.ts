import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { act } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      desk: String!
    }
    type Mutation {
      open: Report!
      close: Report!
    }
    type Report @shareable {
      done: [String!]!
    }
  `,
  {
    Query: { desk: () => 'a' },
    Mutation: { open: () => act('a', 'open'), close: () => act('a', 'close') },
  },
)
