import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('passes a required null on as null', () =>
  expectAnswer({
    query: '{ stops { label } }',
    data: { stops: [{ label: 'Barrier Gate' }, { label: 'no English name' }] },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          { __typename: 'Stop', id: 's1', english: 'Barrier Gate' },
          { __typename: 'Stop', id: 's2', english: null },
        ],
      ],
    },
  }))
