import { defineSubgraph, failWith } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type User @key(fields: "id") {
      id: ID!
      name: String
      phone: String
    }
  `,
  { User: { name: ({ id }) => failWith(`No name for ${id}.`)(), phone: ({ id }) => `phone of ${id}` } },
)
