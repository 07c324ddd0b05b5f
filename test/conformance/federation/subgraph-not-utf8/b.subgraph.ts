import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'
import { latin1 } from './data.ts'

export const b = defineHostileSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      parish: String
      mark: String
      right: String
    }
    type Museum @key(fields: "id") {
      id: ID!
      name: String
    }
  `,
  ({ query }) => {
    if (query.includes('parish')) return latin1('{"data":{"parish":"São Lourenço"}}')
    if (query.includes('mark')) return '\uFEFF{"data":{"mark":"x"}}'
    if (query.includes('right')) return '{"data":{"right":"São Lourenço \uFFFD 澳門"}}'
    return latin1('{"data":{"_entities":[{"name":"São Domingos"}]}}')
  },
)
