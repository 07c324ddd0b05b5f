import { defineSubgraph, findBy } from '../../../kit/federationSubgraph.ts'
import { counts } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      visitors: Int! @override(from: "a")
    }
  `,
  { Museum: { __resolveReference: findBy(counts) } },
)
