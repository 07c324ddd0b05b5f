import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { live } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type CarPark @extends @key(fields: "id") {
      id: ID! @external
      spaces: Int! @external
      free: Int!
      share: Float! @requires(fields: "spaces")
    }
  `,
  {
    CarPark: {
      __resolveReference: (reference: { id: string }) => ({
        ...reference,
        ...live.find(({ id }) => id === reference.id),
      }),
      share: ({ free, spaces }) => free / spaces,
    },
  },
)
