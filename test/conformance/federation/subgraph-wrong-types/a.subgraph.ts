import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'
import { wrong } from './data.ts'

export const a = defineHostileSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      integer: Int
      fraction: Int
      huge: Int
      float: Float
      text: String
      object: String
      flag: Boolean
      sky: Sky
      list: [String]
      inner: Inner
      listed: Inner
      items: [Inner]
      numbers: [Int]
      ok: Int
    }
    enum Sky {
      CLEAR
      RAIN
    }
    type Inner {
      x: Int
    }
  `,
  ({ query }) => {
    const found = Object.keys(wrong).filter((name) => new RegExp(`\\b${name}\\b`).test(query))
    const items = query.includes('items') ? { items: [{ x: 1 }, 'no object', { x: 'no number' }, null] } : {}
    const numbers = query.includes('numbers') ? { numbers: [1, '2', null, 3] } : {}
    return {
      data: { ok: 1, ...items, ...numbers, ...Object.fromEntries(found.map((name) => [name, wrong[name]])) },
    }
  },
)
