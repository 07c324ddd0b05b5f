import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('requires the real field when the client gives its name to another one', () =>
  expectAnswer({
    query: '{ parcels { weight: price postage } }',
    data: { parcels: [{ weight: 100, postage: 6 }] },
    calls: { a: 1, b: 1 },
    representations: { b: [[{ __typename: 'Parcel', id: 'p1', weight: 3 }]] },
    stockIsWrong: 'it overwrites what the client asked for with the required field',
  }))

it('requires the real field when the client renames it', () =>
  expectAnswer({
    query: '{ parcels { kilos: weight postage } }',
    data: { parcels: [{ kilos: 3, postage: 6 }] },
    calls: { a: 1, b: 1 },
  }))
