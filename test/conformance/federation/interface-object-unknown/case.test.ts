import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('answers null for an object whose type nobody knows, when the type matters', () =>
  expectAnswer({
    query: '{ topRated { __typename stars } }',
    data: { topRated: [{ __typename: 'Book', stars: 5 }, null] },
    errors: [
      {
        message: 'A subgraph gave an object that is no Media of this schema.',
        path: ['topRated', 1],
        code: 'SUBGRAPH_MALFORMED',
      },
    ],
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it keeps silent about it',
  }))
