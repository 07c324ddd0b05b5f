import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { clear } from './data.ts'

const { expectAnswer } = startFederation([a, b])

it('fetches entities of what a mutation answers', () =>
  expectAnswer({
    query: 'mutation { visit(id: "m1") { id visits } }',
    data: { visit: { id: 'm1', visits: 1 } },
    reset: clear,
    calls: { a: 1, b: 1 },
  }))
