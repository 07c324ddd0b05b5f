import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('lets the client name a variable as the protocol does', () =>
  expectAnswer({
    query:
      'query ($representations: Int) { hotels(first: $representations) { photo(width: $representations) } }',
    variables: { representations: 1 },
    data: { hotels: [{ photo: 'h1-1' }] },
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it refuses the name',
  }))
