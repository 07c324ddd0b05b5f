import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

const stockIsWrong = 'it gives no path, or fails'

it('places an error without a path on the fields that were asked for', () =>
  expectAnswer({
    query: '{ one }',
    data: { one: null },
    errors: [{ message: 'All is lost.', path: ['one'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1 },
    stockIsWrong,
  }))

it('does so when there is no data at all', () =>
  expectAnswer({
    query: '{ six }',
    data: { six: null },
    errors: [{ message: 'No data at all.', path: ['six'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1 },
    stockIsWrong,
  }))

it('nulls all data when the field may not be null', () =>
  expectAnswer({
    query: '{ two }',
    data: null,
    errors: [{ message: 'Two is lost.', path: ['two'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1 },
  }))

it.each([
  { field: 'three', problem: 'errors that are not a list' },
  { field: 'eight', problem: 'neither data nor errors' },
])('answers an error of ours where the answer makes no sense: $field', ({ field, problem }) =>
  expectAnswer({
    query: `{ ${field} }`,
    data: { [field]: null },
    errors: [{ message: `Subgraph "a" gave ${problem}.`, path: [field], code: 'SUBGRAPH_MALFORMED' }],
    calls: { a: 1 },
    stockIsWrong,
  }),
)

it('answers a message of ours for an error without one', () =>
  expectAnswer({
    query: '{ four }',
    data: { four: null },
    errors: [
      {
        message: 'The subgraph reported an error without a message.',
        path: ['four'],
        code: 'SUBGRAPH_ERROR',
      },
    ],
    calls: { a: 1 },
  }))

it('answers errors that name no field without a path', () =>
  expectAnswer({
    query: '{ five }',
    data: { five: null },
    errors: [
      { message: 'The subgraph reported an error without a message.', code: 'SUBGRAPH_ERROR' },
      { message: 'The subgraph reported an error without a message.', code: 'SUBGRAPH_ERROR' },
    ],
    calls: { a: 1 },
    stockIsWrong,
  }))

it('shows a value that comes with an error', () =>
  expectAnswer({
    query: '{ seven }',
    data: { seven: 7 },
    errors: [{ message: 'A warning.', path: ['seven'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1 },
  }))
