import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { registered } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      code: ID! @shareable @override(from: "a", label: "register")
    }
  `,
  { Museum: { __resolveReference: findBy(registered) } },
)
