import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('answers a value type wherever it stands', () =>
  expectAnswer({
    query: '{ hotels { at { ...p } } stops { at { ...p } } } fragment p on Point { lat lng }',
    data: { hotels: [{ at: { lat: 22.19, lng: 113.54 } }], stops: [{ at: { lat: 22.2, lng: 113.55 } }] },
    calls: { a: 1, b: 1 },
  }))
