import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Hotel @key(fields: "id") {
      id: ID!
      address: Address! @shareable
    }
    type Address {
      city: String! @shareable
      street: String!
    }
  `,
  { Hotel: { address: () => ({ city: 'Macao', street: 'Rua da Praia' }) } },
)
