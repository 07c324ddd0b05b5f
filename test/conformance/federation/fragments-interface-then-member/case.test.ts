import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('applies fragments on an interface, on a narrower one and on a member', () =>
  expectAnswer({
    query: `{
      places {
        ... on Place { name }
        ... on Rated { stars ... on Hotel { rooms } }
        ... on Museum { year ... on Place { id rooms: name } }
      }
    }`,
    data: {
      places: [
        { name: 'Lisboa', stars: 5, rooms: 900 },
        { name: 'Macao Museum', year: 1998, id: 'p2', rooms: 'Macao Museum' },
      ],
    },
    calls: { a: 1, b: 1 },
    representations: { b: [[{ __typename: 'Hotel', id: 'p1' }]] },
  }))

it('applies a fragment on the same type as if it were not there', () =>
  expectAnswer({
    query: '{ ... on Query { places { ... { ... on Place { ... on Place { id } } } } } }',
    data: { places: [{ id: 'p1' }, { id: 'p2' }] },
    calls: { a: 1 },
  }))
