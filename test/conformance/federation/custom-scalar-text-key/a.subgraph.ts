import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'
import { IDS } from './data.ts'

export const a = defineHostileSubgraph(
  'a',
  /* GraphQL */ `
    scalar Long
    scalar JSON
    type Query {
      things: [Thing!]!
    }
    type Thing @key(fields: "id") {
      id: Long!
      size: JSON
    }
  `,
  ({ query }) => {
    const size = query.includes('size') ? ',"size":{"w":1.10}' : ''
    return `{"data":{"things":[${IDS.map((id) => `{"__typename":"Thing","id":${id}${size}}`).join()}]}}`
  },
)
