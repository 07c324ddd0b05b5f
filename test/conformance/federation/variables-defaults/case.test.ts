import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

const query = `query ($n: Int = 5, $w: Int = 320, $r: Float, $unknown: String) {
  hotels(first: $n, order: $unknown) { id photo(width: $w, ratio: $r) }
}`

it('fills in the defaults of variables, in entity requests too', () =>
  expectAnswer({
    query,
    data: { hotels: [{ id: 'h1 {"first":5}', photo: '{"width":320}' }] },
    calls: { a: 1, b: 1 },
  }))

it('prefers what the client gives, null included', () =>
  expectAnswer({
    query,
    variables: { n: null, w: 64, r: null, unknown: 'x', extra: 'not declared' },
    data: { hotels: [{ id: 'h1 {"first":null,"order":"x"}', photo: '{"width":64,"ratio":null}' }] },
    calls: { a: 1, b: 1 },
  }))
