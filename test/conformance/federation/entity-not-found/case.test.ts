import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('answers null for the nullable fields of an entity that is not found', () =>
  expectAnswer({
    query: '{ events { venue { id name } } }',
    data: {
      events: [{ venue: { id: 'v1', name: 'Cultural Centre' } }, { venue: { id: 'gone', name: null } }],
    },
    calls: { a: 1, b: 1 },
  }))

it('nulls the parent, with an error, when a field that is missing may not be null', () =>
  expectAnswer({
    query: '{ events { venue { id seats } } }',
    data: { events: [{ venue: { id: 'v1', seats: 900 } }, { venue: null }] },
    errors: [
      {
        message: 'Subgraph "b" has no Venue for the key that subgraph "a" gave at events.1.venue.',
        path: ['events', 1, 'venue', 'seats'],
        code: 'ENTITY_NOT_FOUND',
        reference: { entity: 'Venue', owner: 'b', referrer: 'a', path: ['events', 1, 'venue'] },
      },
    ],
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it keeps silent about it',
  }))
