import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'
import { people } from './data.ts'

/** Gives entities in the wrong order. */
export const a = defineHostileSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      people: [Person!]!
    }
    interface Person @key(fields: "id") {
      id: ID!
    }
    type Citizen implements Person @key(fields: "id") {
      id: ID!
      name: String
    }
    type Guest implements Person @key(fields: "id") {
      id: ID!
    }
  `,
  ({ query }) =>
    query.includes('_entities') ? { data: { _entities: people.toReversed() } } : { data: { people } },
)
