import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('joins by all fields of a compound key', () =>
  expectAnswer({
    query: '{ stops { name hasRoof } }',
    data: {
      stops: [
        { name: 'Barrier Gate', hasRoof: true },
        { name: 'Hoi Fu', hasRoof: false },
        { name: 'Inner Harbour', hasRoof: true },
      ],
    },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          { __typename: 'Stop', route: '3', sequence: 1 },
          { __typename: 'Stop', route: '3', sequence: 2 },
          { __typename: 'Stop', route: '5', sequence: 1 },
        ],
      ],
    },
  }))
