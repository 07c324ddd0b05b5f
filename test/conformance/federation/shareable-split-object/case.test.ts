import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('puts together one object without a key from two root fields', () =>
  expectAnswer({
    query: '{ weather { wind temperature } }',
    data: { weather: { wind: 12, temperature: 21 } },
    calls: { a: 1, b: 1 },
  }))
