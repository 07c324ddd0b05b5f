import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer, expectRefusal } = startFederation([a, b])

const stockIsWrong = 'it does not load a supergraph with @context'

it('fills an argument from the object around it', () =>
  expectAnswer({
    query: '{ shops { items { price } } }',
    data: { shops: [{ items: [{ price: 10 }, { price: 20 }] }, { items: [{ price: 9 }] }] },
    calls: { a: 2 },
    stockIsWrong,
  }))

it('keeps one entity apart that stands in two contexts', () =>
  expectAnswer({
    query: '{ shops { currency items { id price colour } } }',
    data: {
      shops: [
        {
          currency: 'MOP',
          items: [
            { id: 'i1', price: 10, colour: 'red' },
            { id: 'i2', price: 20, colour: 'red' },
          ],
        },
        { currency: 'HKD', items: [{ id: 'i1', price: 9, colour: 'red' }] },
      ],
    },
    calls: { a: 2, b: 1 },
    stockIsWrong,
  }))

it('does not let the client write the argument', () =>
  expectRefusal(
    '{ shops { items { price(currency: "MOP") } } }',
    'Unknown argument "currency" on field "Item.price".',
  ))
