import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('reports the error of an entity at each place where the entity stands', () =>
  expectAnswer({
    query: '{ reviews { author { name } } }',
    data: { reviews: [{ author: { name: null } }, { author: { name: 'Bo' } }, { author: { name: null } }] },
    errors: [
      { message: 'Withheld.', path: ['reviews', 0, 'author', 'name'], code: 'SUBGRAPH_ERROR' },
      { message: 'Withheld.', path: ['reviews', 2, 'author', 'name'], code: 'SUBGRAPH_ERROR' },
    ],
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
