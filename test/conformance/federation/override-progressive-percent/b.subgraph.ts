import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { counts } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      visitors: Int! @override(from: "a", label: "percent(0)")
      halls: Int! @override(from: "a", label: "percent(100)")
    }
  `,
  { Museum: { __resolveReference: findBy(counts) } },
)
