import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { users } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      users: [User!]!
    }
    type User @key(fields: "id") {
      id: ID!
      name: String!
    }
  `,
  { Query: { users: () => users }, User: { __resolveReference: findBy(users) } },
)
