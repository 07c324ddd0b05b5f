import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('tells an error only where the client asked for the field', () =>
  expectAnswer({
    query: '{ facilities { place { lat } ... on Pharmacy { place { metres } } } }',
    data: {
      facilities: [
        { place: { lat: 22.1 } },
        { place: { lat: 22.2, metres: null } },
        { place: { lat: 22.3 } },
      ],
    },
    errors: [{ message: 'Too far.', path: ['facilities', 1, 'place', 'metres'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it tells an error at each place',
  }))

it('does so when all of them are asked for something else', () =>
  expectAnswer({
    query: '{ facilities { place { lat metres } ... on Clinic { place { stops } } } }',
    data: {
      facilities: [
        { place: { lat: 22.1, metres: null } },
        { place: { lat: 22.2, metres: null } },
        { place: { lat: 22.3, metres: null, stops: null } },
      ],
    },
    errors: [
      ...[0, 1, 2].map((index) => ({
        message: 'Too far.',
        path: ['facilities', index, 'place', 'metres'],
        code: 'SUBGRAPH_ERROR',
      })),
      { message: 'No stops.', path: ['facilities', 2, 'place', 'stops'], code: 'SUBGRAPH_ERROR' },
    ],
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it tells an error at each place',
  }))
