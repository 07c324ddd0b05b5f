import { expect, it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { a } from './a.subgraph.ts'

const { ask } = startFederation([a])

const FREE = '{"id":9007199254740993,"list":[1.0,-0,{"\\"}":[]}],"text":"a  b","1":2}'

it.each([
  ['numbers', '{ account { balance price } }', '{"account":{"balance":9007199254740993,"price":1.10}}'],
  ['a number that no double holds', '{ account { huge } }', '{"account":{"huge":1e400}}'],
  ['an object, less the spaces between its parts', '{ account { free } }', `{"account":{"free":${FREE}}}`],
  ['items, each by itself', '{ rows }', '{"rows":[1.0,"1.0",null,[2.50],3]}'],
  [
    'what stands in lists of lists',
    '{ accounts { balance } }',
    '{"accounts":[[{"balance":9007199254740993},{"balance":7}],null]}',
  ],
  ['no number of a type of GraphQL', '{ ratio }', '{"ratio":1.1}'],
  ['the last of two values of one name', '{ twice }', '{"twice":"last"}'],
])('writes %s as the subgraph did', async (_, query, text) => {
  const answer = await ask({ query })
  expect(answer.text).toBe(text)
  expect(answer.errors).toEqual([])
})

it.each([Infinity, 9_007_199_254_740_993n])('tells an error of %s, which JSON cannot hold', async (value) => {
  const sdl = 'scalar JSON type Query { value: JSON }'
  const { ask: askLocal } = startFederation([defineSubgraph('local', sdl, { Query: { value: () => value } })])
  const { data, errors } = await askLocal({ query: '{ value }' })
  expect(data).toEqual({ value: null })
  expect(errors).toMatchObject([
    { message: 'A subgraph gave a value for JSON that JSON cannot hold.', path: ['value'] },
  ])
})
