import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('joins by a key whose value is an object of a custom scalar', () =>
  expectAnswer({
    query: '{ places { name height } }',
    data: {
      places: [
        { name: 'Guia Hill', height: 89 },
        { name: 'Guia Hill again', height: 89 },
      ],
    },
    calls: { a: 1, b: 1 },
  }))
