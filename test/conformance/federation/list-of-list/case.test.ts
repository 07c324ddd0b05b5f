import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('joins entities in a list of lists', () =>
  expectAnswer({
    query: '{ grid { colour } }',
    data: { grid: [[{ colour: 'red' }, { colour: 'blue' }], [], [{ colour: 'red' }]] },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          { __typename: 'Cell', id: 'c1' },
          { __typename: 'Cell', id: 'c2' },
        ],
      ],
    },
  }))

it('keeps nulls in either list', () =>
  expectAnswer({
    query: '{ holes { id colour } }',
    data: { holes: [[null, { id: 'c2', colour: 'blue' }], null] },
    calls: { a: 1, b: 1 },
  }))
