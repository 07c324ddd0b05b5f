import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'

export const a = defineHostileSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      one: Int
      two: Int!
      three: Int
      four: Int
      five: Int
      six: Int
      seven: Int
      eight: Int
    }
  `,
  ({ query }) => {
    if (query.includes('one')) return { data: null, errors: [{ message: 'All is lost.' }] }
    if (query.includes('two')) return { data: null, errors: [{ message: 'Two is lost.', path: ['two'] }] }
    if (query.includes('three')) return { data: { three: null }, errors: 'three' }
    if (query.includes('four')) return { data: { four: null }, errors: [{ path: ['four'] }] }
    if (query.includes('five')) return { data: { five: null }, errors: [{ message: 5, path: 'five' }, null] }
    if (query.includes('six')) return { errors: [{ message: 'No data at all.' }] }
    if (query.includes('seven'))
      return { data: { seven: 7 }, errors: [{ message: 'A warning.', path: ['seven'] }] }
    return {}
  },
)
