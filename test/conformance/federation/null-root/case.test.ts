import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('nulls all data when nothing on the way may be null', () =>
  expectAnswer({
    query: '{ hours museums { visitors } }',
    data: null,
    errors: [{ message: 'The counter is broken.', path: ['museums', 0, 'visitors'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1, b: 1 },
  }))
