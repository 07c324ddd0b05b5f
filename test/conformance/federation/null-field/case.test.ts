import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('nulls a nullable field alone, and tells an error from a plain null', () =>
  expectAnswer({
    query: '{ museums { id visitors } }',
    data: {
      museums: [
        { id: 'm1', visitors: null },
        { id: 'm2', visitors: null },
      ],
    },
    errors: [{ message: 'The counter is broken.', path: ['museums', 0, 'visitors'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1, b: 1 },
  }))

it('nulls the nearest nullable parent within the entity', () =>
  expectAnswer({
    query: '{ museums { id guide { name phone } } }',
    data: {
      museums: [
        { id: 'm1', guide: null },
        { id: 'm2', guide: null },
      ],
    },
    errors: [
      { message: 'Not listed.', path: ['museums', 0, 'guide', 'phone'], code: 'SUBGRAPH_ERROR' },
      { message: 'Not listed.', path: ['museums', 1, 'guide', 'phone'], code: 'SUBGRAPH_ERROR' },
    ],
    calls: { a: 1, b: 1 },
  }))
