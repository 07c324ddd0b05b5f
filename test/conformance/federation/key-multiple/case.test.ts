import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { c } from './c.subgraph.ts'

const { expectAnswer } = startFederation([a, b, c])

it('exchanges one key for another in the subgraph that knows both', () =>
  expectAnswer({
    query: '{ shelved(isbn: "978-2") { shelf onLoan } }',
    data: { shelved: { shelf: 'C1', onLoan: false } },
    calls: { a: 1, b: 1, c: 1 },
    representations: {
      a: [[{ __typename: 'Book', isbn: '978-2' }]],
      c: [[{ __typename: 'Book', id: 'b2' }]],
    },
  }))
