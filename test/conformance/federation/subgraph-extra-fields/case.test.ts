import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('shows nothing that was not asked for, and takes each field from the subgraph that was asked', () =>
  expectAnswer({
    query: '{ museums { id name visitors } }',
    data: { museums: [{ id: 'm1', name: 'Macao Museum', visitors: 120 }] },
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it merges whatever comes',
  }))
