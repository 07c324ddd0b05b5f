import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    scalar Point
    type Place @key(fields: "at") {
      at: Point!
      height: Int!
    }
  `,
  { Place: { height: ({ at }) => Math.round(at.lat * 4) } },
)
