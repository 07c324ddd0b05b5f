import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('answers null, with an error, in place of text that JSON may not have', () =>
  expectAnswer({
    query: '{ parish museums { id } }',
    data: { parish: null, museums: [{ id: 'm1' }] },
    errors: [
      {
        message: 'Subgraph "b" gave an answer that is not UTF-8.',
        path: ['parish'],
        code: 'SUBGRAPH_MALFORMED',
      },
    ],
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it gives no path, or replacement characters',
  }))

it('does so for entities', () =>
  expectAnswer({
    query: '{ museums { id name } }',
    data: { museums: [{ id: 'm1', name: null }] },
    errors: [
      {
        message: 'Subgraph "b" gave an answer that is not UTF-8.',
        path: ['museums', 0, 'name'],
        code: 'SUBGRAPH_MALFORMED',
      },
    ],
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it gives replacement characters',
  }))

it('leaves a replacement character that the subgraph itself sent', () =>
  expectAnswer({ query: '{ right }', data: { right: 'São Lourenço \uFFFD 澳門' }, calls: { b: 1 } }))

it('skips a byte order mark', () =>
  expectAnswer({
    query: '{ mark }',
    data: { mark: 'x' },
    calls: { b: 1 },
    stockIsWrong: 'it answers no data at all',
  }))
