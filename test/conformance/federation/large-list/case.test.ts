import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { c } from './c.subgraph.ts'
import { stops } from './data.ts'

const { expectAnswer } = startFederation([a, b, c])

it('asks for a thousand entities in one request, and for their neighbours in one more', () =>
  expectAnswer({
    query: '{ stops { name nearest { shelters } } }',
    data: {
      stops: stops.map(({ id }, index) => ({
        name: `Stop ${id}`,
        nearest: [{ shelters: index % 3 }, { shelters: 0 }],
      })),
    },
    calls: { a: 1, b: 1, c: 1 },
    representations: { c: [stops.map(({ id }) => ({ __typename: 'Stop', id }))] },
  }))
