import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'
import { TEXTS } from './data.ts'

const { balance, price, huge, free, rows } = TEXTS

/** Hostile only in that its numbers are written by hand. */
export const a = defineHostileSubgraph(
  'a',
  /* GraphQL */ `
    scalar Long
    scalar JSON
    type Query {
      account: Account
      accounts: [[Account!]]
      rows: [JSON]
      ratio: Float
      twice: JSON
    }
    type Account {
      balance: Long
      price: Long
      huge: Long
      free: JSON
    }
  `,
  ({ query }) => {
    const account = `{ "balance": ${balance}, "price": ${price}, "huge" : ${huge}, "free": ${free}}`
    if (query.includes('accounts')) return `{"data":{"accounts":[[${account},{"balance":7}],null]}}`
    if (query.includes('account')) return `{"data":{"account":${account}}}`
    if (query.includes('rows')) return `{"data":{"rows":${rows}}}`
    if (query.includes('ratio')) return '{"data":{"ratio":1.10}}'
    return '{"data":{"twice":[1.10,2.20],"twice":"last"}}'
  },
)
