import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'

export const a = defineHostileSubgraph(
  'a',
  /* GraphQL */ `
    scalar Long
    scalar JSON
    input Filter {
      min: Long = 9007199254740993
      any: [JSON!]
      not: Filter
      size: Float
      names: [String!]
    }
    type Query {
      find(id: Long, ids: [[Long!]], filter: Filter, any: JSON, ratio: Float): Boolean
    }
  `,
  () => ({ data: { find: true, other: true } }),
)
