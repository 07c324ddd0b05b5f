import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('places an error by the aliases and the list indices of the client', () =>
  expectAnswer({
    query: '{ town: city { houses: museums { r: rooms { one: number(add: 1) two: number(add: 2) } } } }',
    data: {
      town: {
        houses: [1, 2, 3].map(() => ({
          r: [
            { one: 2, two: 3 },
            { one: null, two: null },
          ],
        })),
      },
    },
    errors: [0, 1, 2].flatMap((index) => [
      { message: 'No number 1.', path: ['town', 'houses', index, 'r', 1, 'one'], code: 'SUBGRAPH_ERROR' },
      { message: 'No number 2.', path: ['town', 'houses', index, 'r', 1, 'two'], code: 'SUBGRAPH_ERROR' },
    ]),
    calls: { a: 1, b: 1 },
  }))
