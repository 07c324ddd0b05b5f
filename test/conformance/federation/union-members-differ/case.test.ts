import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

const fields = '{ __typename ... on Song { title } ... on Film { title } ... on Book { title } }'

it('asks each subgraph for the members that it knows, and answers them all', () =>
  expectAnswer({
    query: `{ found ${fields} heard ${fields} }`,
    data: {
      found: [
        { __typename: 'Book', title: 'Tea' },
        { __typename: 'Film', title: 'Salt' },
      ],
      heard: [
        { __typename: 'Book', title: 'Tea' },
        { __typename: 'Song', title: 'Fado' },
      ],
    },
    calls: { a: 1, b: 1 },
  }))

it('answers an empty object where no fragment applies', () =>
  expectAnswer({
    query: '{ heard { ... on Film { title } } }',
    data: { heard: [{}, {}] },
    calls: { b: 1 },
  }))
