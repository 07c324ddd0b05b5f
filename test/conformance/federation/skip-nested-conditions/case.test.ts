import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { c } from './c.subgraph.ts'

const { expectAnswer } = startFederation([a, b, c])

const query = `query ($outer: Boolean!, $inner: Boolean!) {
  museums {
    id
    guide @include(if: $outer) { id name @skip(if: $inner) ... @include(if: $inner) { __typename } }
  }
}`

it.each([
  { outer: true, inner: false, guide: { guide: { id: 'g1', name: 'Ana' } }, calls: { a: 1, b: 1, c: 1 } },
  { outer: true, inner: true, guide: { guide: { id: 'g1', __typename: 'Guide' } }, calls: { a: 1, b: 1 } },
  { outer: false, inner: false, guide: {}, calls: { a: 1 } },
  { outer: false, inner: true, guide: {}, calls: { a: 1 } },
])('honours a condition within a condition: outer $outer, inner $inner', ({ outer, inner, guide, calls }) =>
  expectAnswer({
    query,
    variables: { outer, inner },
    data: { museums: [{ id: 'm1', ...guide }] },
    calls,
  }),
)
