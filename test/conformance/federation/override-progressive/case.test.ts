import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('stays with the old owner while the label of a progressive override is off', () =>
  expectAnswer({
    query: '{ museums { visitors } }',
    data: { museums: [{ visitors: 100 }] },
    calls: { a: 1 },
  }))
