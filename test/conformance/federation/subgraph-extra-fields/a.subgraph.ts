import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'

export const a = defineHostileSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      museums: [Museum!]!
    }
    type Museum @key(fields: "id") {
      id: ID!
      name: String
    }
  `,
  () => ({
    data: {
      museums: [{ __typename: 'Museum', id: 'm1', name: 'Macao Museum', visitors: -1, secret: 's' }],
      more: 1,
    },
    extensions: { secret: 's' },
  }),
)
