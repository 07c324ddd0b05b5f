import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('gives __typename any name, and any number of them', () =>
  expectAnswer({
    query: '{ media { kind: __typename ... on Book { stars type: __typename } kind2: __typename } }',
    data: {
      media: [
        { kind: 'Book', stars: 5, type: 'Book', kind2: 'Book' },
        { kind: 'Film', kind2: 'Film' },
      ],
    },
    calls: { a: 1, b: 1 },
  }))

it('gives the name of another field to __typename', () =>
  expectAnswer({
    query: '{ media { id: __typename ... on Film { stars } } }',
    data: { media: [{ id: 'Book' }, { id: 'Film', stars: 3 }] },
    calls: { a: 1, b: 1 },
  }))

it('gives the name __typename to another field', () =>
  expectAnswer({
    query: '{ media { __typename: title ... on Film { stars } } }',
    data: { media: [{ __typename: 'Tea' }, { __typename: 'Salt', stars: 3 }] },
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it takes the field for the type',
  }))
