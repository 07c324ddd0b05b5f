import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

it('answers fields in the order in which the client first names them', () =>
  expectAnswer({
    query: '{ place { c { y } ... on Place { b } a c { x } b } }',
    data: { place: { c: { y: 4, x: 3 }, b: 2, a: 1 } },
    calls: { a: 1 },
  }))
