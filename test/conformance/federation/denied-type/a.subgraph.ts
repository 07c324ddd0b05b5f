import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { media } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      media: [Media!]!
    }
    interface Media {
      title: String
    }
    type Book implements Media {
      title: String
      price: Int
    }
    type Film implements Media {
      title: String
      price: Int
    }
  `,
  { Query: { media: () => media } },
)
