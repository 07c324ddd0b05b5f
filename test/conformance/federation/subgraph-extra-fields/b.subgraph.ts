import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineHostileSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      visitors: Int
    }
  `,
  () => ({ data: { _entities: [{ visitors: 120, name: 'Another name', id: 'm2', secret: 's' }] } }),
)
