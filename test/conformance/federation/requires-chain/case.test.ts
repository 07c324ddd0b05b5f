import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { c } from './c.subgraph.ts'

const { expectAnswer } = startFederation([a, b, c])

it('follows requirements that have requirements', () =>
  expectAnswer({
    query: '{ hotels { badge } }',
    data: { hotels: [{ badge: 'gold' }, { badge: 'blue' }] },
    calls: { a: 1, b: 1, c: 1 },
    representations: {
      c: [
        [
          { __typename: 'Hotel', id: 'h1', score: 100 },
          { __typename: 'Hotel', id: 'h2', score: 60 },
        ],
      ],
    },
  }))
