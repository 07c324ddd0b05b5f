import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { shelters } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Stop @key(fields: "route sequence") {
      route: String!
      sequence: Int!
      hasRoof: Boolean!
    }
  `,
  { Stop: { __resolveReference: findBy(shelters, 'route', 'sequence') } },
)
