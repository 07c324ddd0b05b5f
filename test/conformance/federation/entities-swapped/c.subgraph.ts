import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { cards } from './data.ts'

export const c = defineSubgraph(
  'c',
  /* GraphQL */ `
    type Query {
      cards: [Person!]!
    }
    type Person @key(fields: "id") @interfaceObject {
      id: ID!
      card: String
    }
  `,
  { Query: { cards: () => cards } },
)
