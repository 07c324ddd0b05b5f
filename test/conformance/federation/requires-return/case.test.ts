import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('returns to a subgraph with what another one made of its data', () =>
  expectAnswer({
    query: '{ hotels { base tax total } }',
    data: { hotels: [{ base: 500, tax: 50, total: 550 }] },
    calls: { a: 2, b: 1 },
    representations: {
      a: [[{ __typename: 'Hotel', id: 'h1', tax: 50 }]],
      b: [[{ __typename: 'Hotel', id: 'h1', base: 500 }]],
    },
  }))
