import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('joins by a key that reaches into another entity', () =>
  expectAnswer({
    query: '{ rooms { price hotel { name } } }',
    data: {
      rooms: [
        { price: 900, hotel: { name: 'Lisboa' } },
        { price: 1500, hotel: { name: 'Bela Vista' } },
      ],
    },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          { __typename: 'Room', number: '101', hotel: { id: 'lisboa' } },
          { __typename: 'Room', number: '101', hotel: { id: 'bela' } },
        ],
      ],
    },
  }))
