import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { loans } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      loans: [Loan!]!
    }
    type Loan {
      item: Item! @provides(fields: "... on Book { title }")
    }
    union Item = Book | Film
    type Book @key(fields: "id") {
      id: ID!
      title: String! @external
    }
    type Film @key(fields: "id") {
      id: ID!
    }
  `,
  { Query: { loans: () => loans } },
)
