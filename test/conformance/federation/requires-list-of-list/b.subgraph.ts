import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Board @key(fields: "id") {
      id: ID!
      rows: [[Cell!]!]! @external
      marks: [[Int!]!] @external
      sum: Int! @requires(fields: "rows { n } marks")
    }
    type Cell @external {
      n: Int!
    }
  `,
  {
    Board: {
      sum: ({ rows, marks }: { rows: { n: number }[][]; marks: number[][] }) =>
        [...rows.flat().map(({ n }) => n), ...marks.flat()].reduce((sum, n) => sum + n, 0),
    },
  },
)
