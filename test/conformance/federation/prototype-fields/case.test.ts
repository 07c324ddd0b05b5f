import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('takes names of the object prototype for plain fields, arguments, variables and enum values', () =>
  expectAnswer({
    query: `query ($toString: Int, $constructor: Kind) {
      things(constructor: $toString, hasOwnProperty: $constructor) { valueOf toString isPrototypeOf }
    }`,
    variables: { toString: 3, constructor: 'valueOf' },
    data: { things: [{ valueOf: 'by Siza', toString: 'text', isPrototypeOf: 'constructor' }] },
    calls: { a: 1, b: 1 },
  }))
