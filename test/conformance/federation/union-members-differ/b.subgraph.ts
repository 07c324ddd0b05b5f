import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { heard } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      heard: [Item!]!
    }
    union Item = Book | Song
    type Book @key(fields: "id") {
      id: ID!
      title: String! @shareable
    }
    type Song {
      title: String!
    }
  `,
  { Query: { heard: () => heard } },
)
