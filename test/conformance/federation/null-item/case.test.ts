import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('nulls the item of a list that lacks a non-null field, and no other', () =>
  expectAnswer({
    query: '{ museums { id visitors } }',
    data: { museums: [{ id: 'm1', visitors: 120 }, null] },
    errors: [{ message: 'The counter is broken.', path: ['museums', 1, 'visitors'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1, b: 1 },
  }))
