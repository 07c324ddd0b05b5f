import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('passes variables to a field that also requires others', () =>
  expectAnswer({
    query: 'query ($n: Int!, $s: Season) { rooms { price(nights: $n, season: $s) low: price(season: LOW) } }',
    variables: { n: 3, s: 'HIGH' },
    data: { rooms: [{ price: 1800, low: 200 }] },
    calls: { a: 1, b: 1 },
  }))
