import { it } from 'vitest'
import { startFederation, denied } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('still joins by a key that is denied, and never shows it', () =>
  expectAnswer({
    query: '{ museums { code visitors } }',
    denied: ['museums.code'],
    data: { museums: [{ code: null, visitors: 120 }] },
    errors: [denied('Museum.code', ['museums', 0, 'code'])],
    calls: { a: 1, b: 1 },
    representations: { b: [[{ __typename: 'Museum', code: 7 }]] },
  }))

it('still computes from an input that is denied, and never shows it', () =>
  expectAnswer({
    query: '{ museums { price total } }',
    denied: ['museums.price'],
    data: { museums: [{ price: null, total: 600 }] },
    errors: [denied('Museum.price', ['museums', 0, 'price'])],
    calls: { a: 1, b: 1 },
  }))
