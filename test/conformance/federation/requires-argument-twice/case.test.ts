import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

const stockIsWrong = 'it sends both arguments under one response key'

it('gives each of two fields the argument that it requires', () =>
  expectAnswer({
    query: '{ rooms { deposit duty } }',
    data: { rooms: [{ deposit: 100, duty: 160 }] },
    calls: { a: 1, b: 1 },
    stockIsWrong,
  }))

it('answers each of them alone', async () => {
  await expectAnswer({ query: '{ rooms { duty } }', data: { rooms: [{ duty: 160 }] }, calls: { a: 1, b: 1 } })
  await expectAnswer({
    query: '{ rooms { deposit } }',
    data: { rooms: [{ deposit: 100 }] },
    calls: { a: 1, b: 1 },
  })
})
