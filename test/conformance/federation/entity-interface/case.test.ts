import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('follows references of several types behind one interface in one request', () =>
  expectAnswer({
    query: '{ events { title venue { __typename name ... on Theatre { seats } } } }',
    data: {
      events: [
        { title: 'Fado', venue: { __typename: 'Theatre', name: 'Dom Pedro V', seats: 276 } },
        { title: 'Maps', venue: { __typename: 'Museum', name: 'Macao Museum' } },
      ],
    },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          { __typename: 'Theatre', id: 'v2' },
          { __typename: 'Museum', id: 'v1' },
        ],
      ],
    },
  }))
