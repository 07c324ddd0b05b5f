import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

const query = `query ($v: Boolean!, $g: Boolean!) {
  museums { name visitors @include(if: $v) guides @skip(if: $g) }
}`

it.each([
  { v: true, g: true, museum: { name: 'Macao Museum', visitors: 120 }, calls: { a: 1, b: 1 } },
  { v: true, g: false, museum: { name: 'Macao Museum', visitors: 120, guides: 4 }, calls: { a: 1, b: 1 } },
  { v: false, g: false, museum: { name: 'Macao Museum', guides: 4 }, calls: { a: 1, b: 1 } },
])('answers the fields of an entity that are left when v is $v and g is $g', ({ v, g, museum, calls }) =>
  expectAnswer({ query, variables: { v, g }, data: { museums: [museum] }, calls }),
)

it('keeps a field that is asked for twice and skipped once', () =>
  expectAnswer({
    query: '{ museums { visitors @skip(if: true) visitors name @include(if: false) } }',
    data: { museums: [{ visitors: 120 }] },
    calls: { a: 1, b: 1 },
  }))
