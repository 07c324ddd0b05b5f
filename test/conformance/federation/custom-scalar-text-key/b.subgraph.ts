import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'
import { IDS } from './data.ts'

/** Names a thing by the digits of its key. */
export const b = defineHostileSubgraph(
  'b',
  /* GraphQL */ `
    scalar Long
    scalar JSON
    type Thing @key(fields: "id") {
      id: Long!
      size: JSON @external
      name: String
      area: JSON @requires(fields: "size")
    }
  `,
  (_, body) => {
    const asked = IDS.filter((id) => body.includes(`"id":${id}`))
    return `{"data":{"_entities":[${asked.map((id) => `{"name":"${id}","area":1.210}`).join()}]}}`
  },
)
