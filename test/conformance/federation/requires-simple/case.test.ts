import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('fetches what a field requires and never shows it', () =>
  expectAnswer({
    query: '{ parcels { postage } }',
    data: { parcels: [{ postage: 13 }, { postage: 14 }] },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          { __typename: 'Parcel', id: 'p1', price: 100, weight: 3 },
          { __typename: 'Parcel', id: 'p2', price: 40, weight: 10 },
        ],
      ],
    },
  }))

it('shows an input that the client asks for too', () =>
  expectAnswer({
    query: '{ parcels { weight postage } }',
    data: {
      parcels: [
        { weight: 3, postage: 13 },
        { weight: 10, postage: 14 },
      ],
    },
    calls: { a: 1, b: 1 },
  }))
