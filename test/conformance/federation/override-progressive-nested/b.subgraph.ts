import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { counted } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      hall: Hall! @override(from: "a", label: "halls")
    }
    type Hall @shareable {
      seats: Int!
      floor: Int!
    }
  `,
  { Museum: { __resolveReference: findBy(counted) } },
)
