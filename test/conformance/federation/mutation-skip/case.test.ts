import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('does not run a mutation that is skipped', () =>
  expectAnswer({
    query:
      'mutation ($no: Boolean!) { wipe @skip(if: $no) note burn @skip(if: true) again: note(text: "x") }',
    variables: { no: true },
    data: { note: 1, again: 1 },
    calls: { a: 1 },
  }))

it('runs nothing when all is skipped', () =>
  expectAnswer({ query: 'mutation { wipe @include(if: false) }', data: {}, calls: {} }))
