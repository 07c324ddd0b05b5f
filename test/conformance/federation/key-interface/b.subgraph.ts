import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { shelves } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      shelf(name: String!): [Media!]!
    }
    interface Media @key(fields: "id") {
      id: ID!
      shelf: String!
    }
    type Book implements Media @key(fields: "id") {
      id: ID!
      shelf: String!
    }
    type Film implements Media @key(fields: "id") {
      id: ID!
      shelf: String!
    }
  `,
  {
    Query: { shelf: (_, { name }) => shelves.filter(({ shelf }) => shelf === name) },
    Media: { __resolveReference: findBy(shelves) },
    Book: { __resolveReference: findBy(shelves) },
    Film: { __resolveReference: findBy(shelves) },
  },
)
