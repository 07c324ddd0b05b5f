import { defineSubgraph, failWith } from '../../../kit/federation/subgraph.ts'
import { parcels } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      parcels: [Parcel!]!
    }
    type Parcel @key(fields: "sku region", resolvable: false) @key(fields: "id region") {
      id: ID!
      region: String!
      sku: String!
      weight: Int @external
      postage: Int @requires(fields: "weight")
    }
  `,
  {
    Query: { parcels: () => parcels },
    Parcel: {
      __resolveReference: (reference: { id?: string; region: string; weight: number }) =>
        reference.id === undefined ? failWith('This subgraph cannot find a parcel by sku.')() : reference,
      postage: ({ weight }) => weight * 10,
    },
  },
)
