import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    "What one may ask."
    type Query {
      "All museums."
      museums(first: Int = 3): [Museum!]!
    }
    type Museum @key(fields: "id") {
      id: ID!
      name: String! @deprecated(reason: "Use title.")
    }
  `,
  { Query: { museums: () => [{ id: 'm1', name: 'Macao Museum' }] } },
)
