import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('costs the fields of entities that are its own, and no other', () =>
  expectAnswer({
    query: '{ museums { name visitors } }',
    data: {
      museums: [
        { name: 'Macao Museum', visitors: null },
        { name: 'Maritime Museum', visitors: null },
      ],
    },
    errors: [
      {
        message: 'Subgraph "b" could not be reached.',
        path: ['museums', 0, 'visitors'],
        code: 'SUBGRAPH_UNREACHABLE',
      },
      {
        message: 'Subgraph "b" could not be reached.',
        path: ['museums', 1, 'visitors'],
        code: 'SUBGRAPH_UNREACHABLE',
      },
    ],
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it gives no path',
  }))

it('costs the root fields that are its own, and no other', () =>
  expectAnswer({
    query: '{ sea: tide museums { name } weather }',
    data: { sea: null, museums: [{ name: 'Macao Museum' }, { name: 'Maritime Museum' }], weather: null },
    errors: [
      { message: 'Subgraph "b" could not be reached.', path: ['sea'], code: 'SUBGRAPH_UNREACHABLE' },
      { message: 'Subgraph "b" could not be reached.', path: ['weather'], code: 'SUBGRAPH_UNREACHABLE' },
    ],
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it gives no path',
  }))
