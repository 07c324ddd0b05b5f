import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('nulls the inner list when its items may not be null', () =>
  expectAnswer({
    query: '{ grid { colour } }',
    data: { grid: [null, [{ colour: 'red' }]] },
    errors: [{ message: 'No colour.', path: ['grid', 0, 1, 'colour'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1, b: 1 },
  }))

it('nulls the item alone when it may be null', () =>
  expectAnswer({
    query: '{ loose { colour } }',
    data: { loose: [[{ colour: 'red' }, null], [{ colour: 'red' }]] },
    errors: [{ message: 'No colour.', path: ['loose', 0, 1, 'colour'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1, b: 1 },
  }))
