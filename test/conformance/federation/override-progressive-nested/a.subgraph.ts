import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { old } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      hall: Hall!
    }
    type Hall @shareable {
      seats: Int!
      floor: Int!
    }
  `,
  { Museum: { __resolveReference: findBy(old) } },
)
