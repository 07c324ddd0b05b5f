import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('gives fields the names of one another, within and across subgraphs', () =>
  expectAnswer({
    query: '{ pairs { left: right right: left up: down down: up } }',
    data: { pairs: [{ left: 'R', right: 'L', up: 'D', down: 'U' }] },
    calls: { a: 1, b: 1 },
  }))

it('gives fields of one subgraph the names of fields of the other', () =>
  expectAnswer({
    query: '{ pairs { up: left left: up both: right right: both } }',
    data: { pairs: [{ up: 'L', left: 'U', both: 'R', right: 'both L' }] },
    calls: { a: 1, b: 1 },
  }))
