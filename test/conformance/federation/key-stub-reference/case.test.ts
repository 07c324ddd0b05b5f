import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('follows a reference out of a subgraph that holds the key only', () =>
  expectAnswer({
    query: '{ reviews { text author { name } } }',
    data: {
      reviews: [
        { text: 'Lovely', author: { name: 'Ana' } },
        { text: 'Dull', author: { name: 'Bo' } },
      ],
    },
    calls: { a: 1, b: 1 },
  }))

it('answers the key from the reference itself', () =>
  expectAnswer({
    query: '{ reviews { author { id __typename } } }',
    data: {
      reviews: [{ author: { id: 'u1', __typename: 'User' } }, { author: { id: 'u2', __typename: 'User' } }],
    },
    calls: { a: 1 },
  }))
