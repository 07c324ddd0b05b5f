import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('answers empty objects when all their fields are skipped', () =>
  expectAnswer({
    query: 'query ($no: Boolean!) { museums { id @skip(if: $no) } }',
    variables: { no: true },
    data: { museums: [{}, {}] },
    calls: { a: 1 },
  }))

it('does so within a fragment that has a condition of its own', () =>
  expectAnswer({
    query:
      'query ($yes: Boolean!, $no: Boolean!) { ... @include(if: $yes) { museums { id @include(if: $no) } stops { name @include(if: $no) } } city }',
    variables: { yes: true, no: false },
    data: { museums: [{}, {}], stops: [{}], city: 'Macao' },
    calls: { a: 1, b: 1 },
  }))

it('does so when the fragment is left out', () =>
  expectAnswer({
    query:
      'query ($yes: Boolean!, $no: Boolean!) { ... @include(if: $yes) { museums { id @include(if: $no) } stops { name @include(if: $no) } } city }',
    variables: { yes: false, no: false },
    data: { city: 'Macao' },
    calls: { a: 1 },
  }))
