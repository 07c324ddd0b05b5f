import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('leaves an argument that is not given to its default', () =>
  expectAnswer({
    query: '{ hotels { photo } }',
    data: { hotels: [{ photo: 'h1-320.png' }] },
    calls: { a: 1, b: 1 },
  }))

it('leaves an argument to its default when its variable is not given', () =>
  expectAnswer({
    query: 'query ($w: Int, $o: Order) { hotels(order: $o) { photo(width: 64, format: "gif") } }',
    data: { hotels: [{ photo: 'h1-64.gif' }] },
    calls: { a: 1, b: 1 },
  }))

it('takes an explicit null over the default', () =>
  expectAnswer({
    query: 'query ($f: String) { hotels { photo(format: $f) } }',
    variables: { f: null },
    data: { hotels: [{ photo: 'h1-320.null' }] },
    calls: { a: 1, b: 1 },
  }))
