import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { c } from './c.subgraph.ts'

const { expectAnswer } = startFederation([a, b, c])

it('gives each of two subgraphs the argument that it requires', () =>
  expectAnswer({
    query: '{ rooms { deposit duty } }',
    data: { rooms: [{ deposit: 100, duty: 160 }] },
    calls: { a: 1, b: 1, c: 1 },
    stockIsWrong: 'it sends both arguments under one response key',
  }))
