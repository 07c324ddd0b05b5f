import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('requires a field of each object in a list', () =>
  expectAnswer({
    query: '{ baskets { weight items { name } } }',
    data: {
      baskets: [
        { weight: 350, items: [{ name: 'Tea' }, { name: 'Salt' }] },
        { weight: 0, items: [] },
      ],
    },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          { __typename: 'Basket', id: 'b1', items: [{ grams: 100 }, { grams: 250 }] },
          { __typename: 'Basket', id: 'b2', items: [] },
        ],
      ],
    },
  }))
