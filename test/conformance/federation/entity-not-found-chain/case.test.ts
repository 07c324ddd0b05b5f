import { expect, it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { c } from './c.subgraph.ts'

const { ask, expectAnswer } = startFederation([a, b, c])

const QUERY = '{ events { venue { id seats } } }'

it('names whoever gave the key that was sent, and whoever does not know it', () =>
  expectAnswer({
    query: QUERY,
    data: { events: [{ venue: { id: 'v1', seats: 900 } }, { venue: null }, { venue: null }] },
    errors: [
      {
        message: 'Subgraph "b" has no Venue for the key that subgraph "a" gave at events.1.venue.',
        path: ['events', 1, 'venue', 'seats'],
        code: 'ENTITY_NOT_FOUND',
        reference: { entity: 'Venue', owner: 'b', referrer: 'a', path: ['events', 1, 'venue'] },
      },
      {
        message: 'Subgraph "c" has no Venue for the key that subgraph "b" gave at events.2.venue.',
        path: ['events', 2, 'venue', 'seats'],
        code: 'ENTITY_NOT_FOUND',
        reference: { entity: 'Venue', owner: 'c', referrer: 'b', path: ['events', 2, 'venue'] },
      },
    ],
    calls: { a: 1, b: 1, c: 1 },
    stockIsWrong: 'it keeps silent about it',
  }))

it('says the same to requests that share their answers', async () => {
  const answers = await Promise.all([ask({ query: QUERY }), ask({ query: QUERY }), ask({ query: QUERY })])
  const codes = answers.map(({ errors }) => errors.map(({ extensions }) => extensions?.['code']))
  expect(codes).toEqual(answers.map(() => ['ENTITY_NOT_FOUND', 'ENTITY_NOT_FOUND']))
})

it('says so to them too where nobody was asked for the field, for want of its key', async () => {
  const query = '{ cancelled { venue { seats } } }'
  const answers = await Promise.all([ask({ query }), ask({ query }), ask({ query })])
  const told = answers.map(({ errors }) => errors.map(({ extensions }) => extensions))
  const reference = { entity: 'Venue', owner: 'b', referrer: 'a', path: ['cancelled', 'venue'] }
  expect(told).toEqual(answers.map(() => [{ code: 'ENTITY_NOT_FOUND', reference }]))
})

it('keeps silent where null may stand', () =>
  expectAnswer({
    query: '{ events { venue { name } } }',
    data: {
      events: [
        { venue: { name: 'Cultural Centre' } },
        { venue: { name: null } },
        { venue: { name: 'Old Theatre' } },
      ],
    },
    calls: { a: 1, b: 1 },
  }))
