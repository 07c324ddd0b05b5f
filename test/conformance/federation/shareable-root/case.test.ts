import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { today } from './data.ts'

const { expectAnswer } = startFederation([a, b])

it('asks one of the subgraphs that share a root field', () =>
  expectAnswer({ query: '{ today tide }', data: { today, tide: 'low' }, calls: { b: 1 } }))

it('asks the other when its field is wanted', () =>
  expectAnswer({ query: '{ weather today }', data: { weather: 'fine', today }, calls: { a: 1 } }))
