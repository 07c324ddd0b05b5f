import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('makes no request when no entity is left to ask for', () =>
  expectAnswer({
    query: '{ routes { operator { name } } none { operator { name } } }',
    data: { routes: [{ operator: null }], none: [] },
    calls: { a: 1 },
  }))
