import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer, expectRefusal } = startFederation([a, b])

it('takes the values of an input enum that all subgraphs know', () =>
  expectAnswer({
    query: 'query ($s: Sort!) { hotels(sort: $s) stops(sort: NAME) }',
    variables: { s: 'NAME' },
    data: { hotels: 'by NAME', stops: 'by NAME' },
    calls: { a: 1, b: 1 },
  }))

it('refuses a value that only one of them knows', () =>
  expectRefusal('{ hotels(sort: PRICE) }', 'Value "PRICE" does not exist in "Sort" enum.'))
