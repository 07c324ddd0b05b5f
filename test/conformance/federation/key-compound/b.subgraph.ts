import { defineSubgraph, findBy } from '../../../kit/federationSubgraph.ts'
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
