import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { users } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type User @key(fields: "id") {
      id: ID!
      name: String!
      friend: User!
    }
  `,
  {
    User: {
      __resolveReference: findBy(users),
      friend: ({ friend }) => users.find(({ id }) => id === friend.id),
    },
  },
)
