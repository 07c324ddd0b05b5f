import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { act } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      desk: String! @override(from: "a", label: "new-desk")
    }
    type Mutation {
      open: Report! @override(from: "a", label: "new-desk")
      lock: Report!
    }
    type Report @shareable {
      done: [String!]!
    }
  `,
  {
    Query: { desk: () => 'b' },
    Mutation: { open: () => act('b', 'open'), lock: () => act('b', 'lock') },
  },
)
