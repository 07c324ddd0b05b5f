import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('asks the subgraph that took a field over, never the old owner', () =>
  expectAnswer({
    query: '{ museums { visitors } }',
    data: { museums: [{ visitors: 120 }] },
    calls: { a: 1, b: 1 },
  }))
