import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

const query =
  'query ($a: Boolean!, $b: Boolean!) { one @skip(if: $a) two @include(if: $b) three @skip(if: $a) @include(if: $b) }'

it.each([
  { a: false, b: false, data: { one: 1 }, calls: { a: 1 } },
  { a: false, b: true, data: { one: 1, two: 2, three: 3 }, calls: { a: 1, b: 1 } },
  { a: true, b: false, data: {}, calls: {} },
  { a: true, b: true, data: { two: 2 }, calls: { a: 1 } },
])('answers the root fields that are left when skip is $a and include is $b', ({ a, b, data, calls }) =>
  expectAnswer({ query, variables: { a, b }, data, calls }),
)

it('honours conditions that are no variables', () =>
  expectAnswer({
    query: '{ one @skip(if: true) two @include(if: true) three @include(if: false) }',
    data: { two: 2 },
    calls: { a: 1 },
  }))

it('takes a condition from the default of its variable', () =>
  expectAnswer({
    query:
      'query ($a: Boolean = true, $b: Boolean! = false) { one @skip(if: $a) three @include(if: $b) two }',
    data: { two: 2 },
    calls: { a: 1 },
  }))
