import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Media @key(fields: "id") @interfaceObject {
      id: ID!
      title: String! @external
      slug: String! @requires(fields: "title")
    }
  `,
  { Media: { slug: ({ title }) => title.toLowerCase() } },
)
