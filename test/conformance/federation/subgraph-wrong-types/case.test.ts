import { it } from 'vitest'
import { startFederation } from '../../../kit/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

const stockIsWrong = 'it keeps silent, fails or passes the value on'

it.each(['integer', 'fraction', 'huge', 'float', 'text', 'object', 'flag', 'sky', 'list'])(
  'answers null, with an error, for a value that is not of its type: %s',
  (field) =>
    expectAnswer({
      query: `{ ok ${field} }`,
      data: { ok: 1, [field]: null },
      errors: [{ message: /./, path: [field], code: 'SUBGRAPH_MALFORMED' }],
      calls: { a: 1 },
      stockIsWrong,
    }),
)

it.each(['inner', 'listed'])('answers null, with an error, for a value that is no object: %s', (field) =>
  expectAnswer({
    query: `{ ok ${field} { x } }`,
    data: { ok: 1, [field]: null },
    errors: [{ message: /./, path: [field], code: 'SUBGRAPH_MALFORMED' }],
    calls: { a: 1 },
    stockIsWrong,
  }),
)

it('keeps the good items of a list', () =>
  expectAnswer({
    query: '{ items { x } numbers }',
    data: { items: [{ x: 1 }, null, { x: null }, null], numbers: [1, null, null, 3] },
    errors: [
      { message: /./, path: ['items', 1], code: 'SUBGRAPH_MALFORMED' },
      { message: /./, path: ['items', 2, 'x'], code: 'SUBGRAPH_MALFORMED' },
      { message: /./, path: ['numbers', 1], code: 'SUBGRAPH_MALFORMED' },
    ],
    calls: { a: 1 },
    stockIsWrong,
  }))
