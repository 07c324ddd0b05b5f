import { defineSubgraph, failWith } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Cell @key(fields: "id") {
      id: ID!
      colour: String!
    }
  `,
  { Cell: { colour: ({ id }) => (id === 'c2' ? failWith('No colour.')() : 'red') } },
)
