import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('places an error of all entities at each of them', () =>
  expectAnswer({
    query: '{ events { venue { id name } } }',
    data: { events: [{ venue: { id: 'v1', name: null } }, { venue: { id: 'v2', name: null } }] },
    errors: [0, 1].map((index) => ({
      message: 'The register is closed.',
      path: ['events', index, 'venue', 'name'],
      code: 'SUBGRAPH_ERROR',
    })),
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it gives a path of its own making',
  }))
