import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('joins entities by a key of one field, all of a list in one request', () =>
  expectAnswer({
    query: '{ museums { name visitors } }',
    data: {
      museums: [
        { name: 'Macao Museum', visitors: 120 },
        { name: 'Maritime Museum', visitors: 80 },
      ],
    },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          { __typename: 'Museum', id: 'm1' },
          { __typename: 'Museum', id: 'm2' },
        ],
      ],
    },
  }))

it('asks no second subgraph for fields that the first one has', () =>
  expectAnswer({
    query: '{ museums { id name } }',
    data: {
      museums: [
        { id: 'm1', name: 'Macao Museum' },
        { id: 'm2', name: 'Maritime Museum' },
      ],
    },
    calls: { a: 1 },
  }))
