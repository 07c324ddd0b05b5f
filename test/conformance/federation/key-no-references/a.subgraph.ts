import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { routes } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      routes: [Route!]!
      none: [Route!]!
    }
    type Route {
      id: ID!
      operator: Operator
    }
    type Operator @key(fields: "id", resolvable: false) {
      id: ID!
    }
  `,
  { Query: { routes: () => routes, none: () => [] } },
)
