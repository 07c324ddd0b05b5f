import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('knows all values of an enum that is only put out', () =>
  expectAnswer({ query: '{ now later }', data: { now: 'RAIN', later: 'TYPHOON' }, calls: { a: 1, b: 1 } }))
