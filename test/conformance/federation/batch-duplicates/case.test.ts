import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('asks for each entity once, however often it stands in the answer', () =>
  expectAnswer({
    query: '{ reviews { author { name } } }',
    data: { reviews: ['u1', 'u2', 'u1', 'u1', 'u2'].map((id) => ({ author: { name: `name of ${id}` } })) },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          { __typename: 'User', id: 'u1' },
          { __typename: 'User', id: 'u2' },
        ],
      ],
    },
  }))
