import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('leaves a null reference null, and asks for the others only', () =>
  expectAnswer({
    query: '{ events { id venue { name } } }',
    data: {
      events: [
        { id: 'e1', venue: { name: 'Cultural Centre' } },
        { id: 'e2', venue: null },
        { id: 'e3', venue: { name: 'Cultural Centre' } },
      ],
    },
    calls: { a: 1, b: 1 },
    representations: { b: [[{ __typename: 'Venue', id: 'v1' }]] },
  }))
