import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const c = defineSubgraph(
  'c',
  /* GraphQL */ `
    type Guide @key(fields: "id") {
      id: ID!
      museum: Museum! @external
      greeting: String! @requires(fields: "museum { city }")
    }
    type Museum @key(fields: "id") {
      id: ID!
      city: String! @external
    }
  `,
  { Guide: { greeting: ({ museum }) => `Welcome to ${museum.city}` } },
)
