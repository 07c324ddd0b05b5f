import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('requires a field with an argument', () =>
  expectAnswer({
    query: '{ rooms { deposit } }',
    data: { rooms: [{ deposit: 100 }] },
    calls: { a: 1, b: 1 },
    representations: { b: [[{ __typename: 'Room', id: 'r1', price: 400 }]] },
  }))

it('keeps apart what the client asks of the same field under another name', () =>
  expectAnswer({
    query: '{ rooms { yuan: price(currency: CNY) deposit } }',
    data: { rooms: [{ yuan: 1600, deposit: 100 }] },
    calls: { a: 1, b: 1 },
    representations: { b: [[{ __typename: 'Room', id: 'r1', price: 400 }]] },
  }))
