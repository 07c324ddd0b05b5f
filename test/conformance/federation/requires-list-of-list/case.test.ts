import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('requires fields in lists of lists', () =>
  expectAnswer({
    query: '{ boards { sum } }',
    data: { boards: [{ sum: 12 }] },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          {
            __typename: 'Board',
            id: 'b1',
            rows: [[{ n: 1 }, { n: 2 }], [], [{ n: 3 }]],
            marks: [[1, 2], [3]],
          },
        ],
      ],
    },
    stockIsWrong: 'it takes an inner list for an object',
  }))
