import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      place: Place!
    }
    type Place {
      a: Int!
      b: Int!
      c: Inner!
    }
    type Inner {
      x: Int!
      y: Int!
    }
  `,
  { Query: { place: () => ({ a: 1, b: 2, c: { x: 3, y: 4 } }) } },
)
