import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { places } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      places: [Place!]!
    }
    interface Place {
      photo: Photo!
    }
    type Hotel implements Place {
      photo: Photo!
    }
    type Museum implements Place {
      photo: Photo!
    }
    type Photo @key(fields: "id") {
      id: ID!
    }
  `,
  { Query: { places: () => places } },
)
