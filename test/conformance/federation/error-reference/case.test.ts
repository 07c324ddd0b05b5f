import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('keeps the key of an entity whose look-up fails, and the other entities whole', () =>
  expectAnswer({
    query: '{ events { venue { id name } } }',
    data: {
      events: [
        { venue: { id: 'v1', name: 'Venue v1' } },
        { venue: { id: 'v2', name: null } },
        { venue: { id: 'v3', name: 'Venue v3' } },
      ],
    },
    errors: [{ message: 'Closed for good.', path: ['events', 1, 'venue'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1, b: 1 },
  }))

it('tells one error for an entity that is null because its look-up failed', () =>
  expectAnswer({
    query: '{ events { venue { id seats } } }',
    data: { events: [{ venue: { id: 'v1', seats: 9 } }, { venue: null }, { venue: { id: 'v3', seats: 9 } }] },
    errors: [{ message: 'Closed for good.', path: ['events', 1, 'venue'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1, b: 1 },
  }))
