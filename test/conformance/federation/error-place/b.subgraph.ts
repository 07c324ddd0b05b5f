import { defineSubgraph, failWith } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      rooms: [Room]
    }
    type Room {
      name: String
      number(add: Int): Int
    }
  `,
  {
    Museum: { rooms: () => [{ n: 1 }, { n: 2 }] },
    Room: { number: ({ n }, { add }) => (n === 2 ? failWith(`No number ${add}.`)() : n + add) },
  },
)
