import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { weights } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Parcel @key(fields: "sku region") {
      sku: String!
      region: String!
      weight: Int
    }
  `,
  { Parcel: { weight: ({ sku, region }) => weights[`${sku} ${region}`] } },
)
