import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('nulls the list when its items may not be null', () =>
  expectAnswer({
    query: '{ city { museums { visitors } name } }',
    data: { city: { museums: null, name: 'Macao' } },
    errors: [
      { message: 'The counter is broken.', path: ['city', 'museums', 1, 'visitors'], code: 'SUBGRAPH_ERROR' },
    ],
    calls: { a: 1, b: 1 },
  }))
