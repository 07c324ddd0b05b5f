import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

const onField = 'query ($v: Boolean!) { museums { name visitors @include(if: $v) } }'
const onFragment = 'query ($v: Boolean!) { museums { name ... @include(if: $v) { visitors } } }'
const onNamed =
  'query ($v: Boolean!) { museums { name ...more @include(if: $v) } } fragment more on Museum { visitors }'
const onParent = 'query ($v: Boolean!) { museums { name } museums @include(if: $v) { visitors } }'

it.each([onField, onFragment, onNamed, onParent])('makes the request when its condition holds: %s', (query) =>
  expectAnswer({
    query,
    variables: { v: true },
    data: { museums: [{ name: 'Macao Museum', visitors: 120 }] },
    calls: { a: 1, b: 1 },
  }),
)

it.each([onField, onFragment, onNamed, onParent])('makes no request when it does not: %s', (query) =>
  expectAnswer({
    query,
    variables: { v: false },
    data: { museums: [{ name: 'Macao Museum' }] },
    calls: { a: 1 },
  }),
)
