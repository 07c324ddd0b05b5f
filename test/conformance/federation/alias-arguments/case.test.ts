import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('asks one field with several arguments under several names', () =>
  expectAnswer({
    query: `query ($w: Int!) {
      one: hotel(id: "h1") { small: photo(width: 100) large: photo(width: 900) photo(width: $w) }
      two: hotel(id: "h2") { small: photo(width: 1) }
    }`,
    variables: { w: 500 },
    data: {
      one: { small: 'h1-100', large: 'h1-900', photo: 'h1-500' },
      two: { small: 'h2-1' },
    },
    calls: { a: 1, b: 1 },
  }))
