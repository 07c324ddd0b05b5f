import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { cities } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type City @key(fields: "id") @context(name: "city") {
      id: ID!
      zone: String! @external
      stops: [Stop!]!
    }
    type Stop @key(fields: "id") {
      id: ID!
      fare(zone: String @fromContext(field: "$city { zone }")): String!
    }
  `,
  { City: { __resolveReference: findBy(cities) }, Stop: { fare: ({ id }, { zone }) => `${id} in ${zone}` } },
)
