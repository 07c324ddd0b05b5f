import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

const stockIsWrong = 'it sends both arguments under one response key'

it('gives the client its own argument and the subgraph the required one', () =>
  expectAnswer({
    query: '{ rooms { price(currency: CNY) deposit } }',
    data: { rooms: [{ price: 1600, deposit: 100 }] },
    calls: { a: 1, b: 1 },
    representations: { b: [[{ __typename: 'Room', id: 'r1', price: 400 }]] },
    stockIsWrong,
  }))

it('does so whichever of the two the client writes first', () =>
  expectAnswer({
    query: '{ rooms { deposit price(currency: CNY) } }',
    data: { rooms: [{ deposit: 100, price: 1600 }] },
    calls: { a: 1, b: 1 },
    stockIsWrong,
  }))

it('does so when the argument of the client is a variable', () =>
  expectAnswer({
    query: 'query ($currency: Currency!) { rooms { price(currency: $currency) deposit } }',
    variables: { currency: 'CNY' },
    data: { rooms: [{ price: 1600, deposit: 100 }] },
    calls: { a: 1, b: 1 },
    stockIsWrong,
  }))

it('does so when the variable happens to hold the required value', () =>
  expectAnswer({
    query: 'query ($currency: Currency!) { rooms { price(currency: $currency) deposit } }',
    variables: { currency: 'HKD' },
    data: { rooms: [{ price: 400, deposit: 100 }] },
    calls: { a: 1, b: 1 },
  }))
