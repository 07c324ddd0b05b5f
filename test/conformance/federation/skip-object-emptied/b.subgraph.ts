import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      stops: [Stop!]!
    }
    type Stop {
      name: String
    }
  `,
  { Query: { stops: () => [{ name: 'Guia' }] } },
)
