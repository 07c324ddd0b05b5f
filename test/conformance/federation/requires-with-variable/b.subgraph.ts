import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Room @key(fields: "id") {
      id: ID!
      beds: Int! @external
      price(nights: Int! = 1, season: Season): Int! @requires(fields: "beds")
    }
    enum Season {
      HIGH
      LOW
    }
  `,
  { Room: { price: ({ beds }, { nights, season }) => beds * nights * (season === 'HIGH' ? 300 : 100) } },
)
