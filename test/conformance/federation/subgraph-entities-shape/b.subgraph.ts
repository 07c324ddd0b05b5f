import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'
import { answers } from './data.ts'

export const b = defineHostileSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      few: Int
      many: Int
      object: Int
      none: Int
      items: Int
    }
  `,
  ({ query }) => {
    const name = Object.keys(answers).find((field) => query.includes(field))
    return { data: { _entities: name === undefined ? [{ items: 1 }, 'surprise'] : answers[name] } }
  },
)
