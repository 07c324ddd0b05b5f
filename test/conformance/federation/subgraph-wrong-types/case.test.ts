import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

const stockIsWrong = 'it keeps silent, fails or passes the value on'

it.each([
  { field: 'integer', problem: 'something else than an Int' },
  { field: 'fraction', problem: 'something else than an Int' },
  { field: 'huge', problem: 'something else than an Int' },
  { field: 'float', problem: 'something else than a Float' },
  { field: 'text', problem: 'something else than a String' },
  { field: 'object', problem: 'something else than a String' },
  { field: 'flag', problem: 'something else than a Boolean' },
  { field: 'sky', problem: 'a value that Sky does not have' },
  { field: 'list', problem: 'no list for Query.list' },
])('answers null, with an error, for a value that is not of its type: $field', ({ field, problem }) =>
  expectAnswer({
    query: `{ ok ${field} }`,
    data: { ok: 1, [field]: null },
    errors: [{ message: `A subgraph gave ${problem}.`, path: [field], code: 'SUBGRAPH_MALFORMED' }],
    calls: { a: 1 },
    stockIsWrong,
  }),
)

it.each(['inner', 'listed'])('answers null, with an error, for a value that is no object: %s', (field) =>
  expectAnswer({
    query: `{ ok ${field} { x } }`,
    data: { ok: 1, [field]: null },
    errors: [{ message: 'A subgraph gave no object for Inner.', path: [field], code: 'SUBGRAPH_MALFORMED' }],
    calls: { a: 1 },
    stockIsWrong,
  }),
)

it('keeps the good items of a list', () =>
  expectAnswer({
    query: '{ items { x } numbers }',
    data: { items: [{ x: 1 }, null, { x: null }, null], numbers: [1, null, null, 3] },
    errors: [
      { message: 'A subgraph gave no object for Inner.', path: ['items', 1], code: 'SUBGRAPH_MALFORMED' },
      {
        message: 'A subgraph gave something else than an Int.',
        path: ['items', 2, 'x'],
        code: 'SUBGRAPH_MALFORMED',
      },
      {
        message: 'A subgraph gave something else than an Int.',
        path: ['numbers', 1],
        code: 'SUBGRAPH_MALFORMED',
      },
    ],
    calls: { a: 1 },
    stockIsWrong,
  }))
