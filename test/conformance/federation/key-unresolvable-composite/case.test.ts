import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('comes back to a subgraph by the key that it can resolve', () =>
  expectAnswer({
    query: '{ parcels { postage } }',
    data: { parcels: [{ postage: 30 }, { postage: 40 }] },
    calls: { a: 2, b: 1 },
    representations: {
      a: [
        [
          { __typename: 'Parcel', id: 'p1', region: 'north', weight: 3 },
          { __typename: 'Parcel', id: 'p1', region: 'south', weight: 4 },
        ],
      ],
      b: [
        [
          { __typename: 'Parcel', sku: 'k1', region: 'north' },
          { __typename: 'Parcel', sku: 'k2', region: 'south' },
        ],
      ],
    },
    stockIsWrong: 'it comes back by the key that is not resolvable',
  }))
