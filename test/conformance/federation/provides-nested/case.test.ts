import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('takes a provided field of a nested object', () =>
  expectAnswer({
    query: '{ bookings { hotel { address { city } } } }',
    data: { bookings: [{ hotel: { address: { city: 'Macao' } } }] },
    calls: { a: 1 },
  }))

it('asks the owner for the part that is not provided', () =>
  expectAnswer({
    query: '{ bookings { hotel { address { city street } } } }',
    data: { bookings: [{ hotel: { address: { city: 'Macao', street: 'Rua da Praia' } } }] },
    calls: { a: 1, b: 1 },
  }))
