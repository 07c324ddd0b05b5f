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
        message: 'Subgraph "a" has no Media for the key that subgraph "b" gave at topRated.1.',
        path: ['topRated', 1],
        code: 'ENTITY_NOT_FOUND',
        reference: { entity: 'Media', owner: 'a', referrer: 'b', path: ['topRated', 1] },
      },
    ],
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it keeps silent about it',
  }))
