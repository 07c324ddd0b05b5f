import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineHostileSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      html: String
      empty: String
      number: String
      list: String
    }
    type Museum @key(fields: "id") {
      id: ID!
      visitors: Int
    }
  `,
  ({ query }) => {
    if (query.includes('html')) return '<html>Bad gateway</html>'
    if (query.includes('empty')) return ''
    if (query.includes('number')) return '7'
    if (query.includes('list')) return '[{"data":{"list":"x"}}]'
    return '{"data":{"_entities":[{"visitors":1}'
  },
)
