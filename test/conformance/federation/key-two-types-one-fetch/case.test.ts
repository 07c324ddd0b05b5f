import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('keeps two types with the same key value apart within one request', () =>
  expectAnswer({
    query: '{ holdings { ... on Book { title days } ... on Film { title days } } }',
    data: {
      holdings: [
        { title: 'Tea', days: 14 },
        { title: 'Salt', days: 3 },
      ],
    },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          { __typename: 'Book', id: 'x1' },
          { __typename: 'Film', id: 'x1' },
        ],
      ],
    },
  }))
