import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it.each(['few', 'many', 'object', 'none'])(
  'believes none of the entities of a list of the wrong shape: %s',
  (field) =>
    expectAnswer({
      query: `{ museums { id ${field} } }`,
      data: {
        museums: [
          { id: 'm1', [field]: null },
          { id: 'm2', [field]: null },
        ],
      },
      errors: [
        {
          message: 'Subgraph "b" gave other entities than it was asked for.',
          path: ['museums', 0, field],
          code: 'SUBGRAPH_MALFORMED',
        },
        {
          message: 'Subgraph "b" gave other entities than it was asked for.',
          path: ['museums', 1, field],
          code: 'SUBGRAPH_MALFORMED',
        },
      ],
      calls: { a: 1, b: 1 },
      stockIsWrong: 'it gives no path',
    }),
)

it('believes the entities beside one that is no object', () =>
  expectAnswer({
    query: '{ museums { id items } }',
    data: {
      museums: [
        { id: 'm1', items: 1 },
        { id: 'm2', items: null },
      ],
    },
    errors: [
      {
        message: 'Subgraph "b" gave other entities than it was asked for.',
        path: ['museums', 1, 'items'],
        code: 'SUBGRAPH_MALFORMED',
      },
    ],
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it fails or keeps silent',
  }))
