import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('asks the new owner for nobody at 0 percent, and for everybody at 100', () =>
  expectAnswer({
    query: '{ museums { visitors halls } }',
    data: { museums: [{ visitors: 100, halls: 4 }] },
    calls: { a: 1, b: 1 },
  }))
