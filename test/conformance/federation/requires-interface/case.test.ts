import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('requires other fields of each type behind an interface', () =>
  expectAnswer({
    query: '{ tickets { fare } }',
    data: { tickets: [{ fare: 4 }, { fare: 190 }] },
    calls: { a: 1, b: 1 },
  }))
