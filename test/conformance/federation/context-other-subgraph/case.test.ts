import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('fills an argument from a field that another subgraph owns', () =>
  expectAnswer({
    query: '{ cities { stops { fare } } }',
    data: { cities: [{ stops: [{ fare: 's1 in north' }] }, { stops: [{ fare: 's2 in south' }] }] },
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it does not load a supergraph with @context',
  }))
