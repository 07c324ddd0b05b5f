import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { loans } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      loans: [Loan!]!
      plain: [Loan!]!
    }
    type Loan {
      item: Item! @provides(fields: "... on Book { title } ... on Film { title }")
      other: Item
    }
    interface Item {
      id: ID!
      title: String!
    }
    type Book implements Item @key(fields: "id") {
      id: ID!
      title: String! @external
    }
    type Film implements Item @key(fields: "id") {
      id: ID!
      title: String! @external
    }
  `,
  { Query: { loans: () => loans, plain: () => loans }, Loan: { other: ({ item }) => item } },
)
