import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'
import { salaries, stays } from './data.ts'

/** As the first. */
export const b = defineHostileSubgraph(
  'b',
  /* GraphQL */ `
    type Citizen @key(fields: "id") {
      id: ID!
      salary: Int
    }
    type Guest @key(fields: "id") {
      id: ID!
      nights: Int
    }
  `,
  () => ({ data: { _entities: [...stays, ...salaries] } }),
)
