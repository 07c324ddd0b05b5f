import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('takes a field provided on each entity of a list', () =>
  expectAnswer({
    query: '{ tours { stops { id name } } }',
    data: {
      tours: [
        {
          stops: [
            { id: 's1', name: 'A-Ma' },
            { id: 's2', name: 'Guia' },
          ],
        },
      ],
    },
    calls: { a: 1 },
  }))
