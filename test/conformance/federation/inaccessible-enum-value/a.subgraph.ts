import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { beds } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      beds: [Bed!]!
    }
    type Bed {
      id: ID!
      state: State
    }
    enum State {
      FREE
      TAKEN
      MORGUE @inaccessible
    }
  `,
  { Query: { beds: () => beds } },
)
