import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('requires a field that clients cannot see', () =>
  expectAnswer({
    query: '{ wards { id cases } }',
    data: {
      wards: [
        { id: 'w1', cases: null },
        { id: 'w2', cases: 40 },
      ],
    },
    calls: { a: 1, b: 1 },
  }))
