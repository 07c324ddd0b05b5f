import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('adds a field to all types behind an interface', () =>
  expectAnswer({
    query: '{ media { title stars } }',
    data: {
      media: [
        { title: 'Tea', stars: 5 },
        { title: 'Salt', stars: 3 },
      ],
    },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          { __typename: 'Media', id: 'x1' },
          { __typename: 'Media', id: 'x2' },
        ],
      ],
    },
  }))

it('adds it to one type alone when the client asks so', () =>
  expectAnswer({
    query: '{ media { __typename ... on Book { pages stars } ... on Film { minutes } } }',
    data: {
      media: [
        { __typename: 'Book', pages: 90, stars: 5 },
        { __typename: 'Film', minutes: 100 },
      ],
    },
    calls: { a: 1, b: 1 },
    representations: { b: [[{ __typename: 'Media', id: 'x1' }]] },
  }))

it('asks for the real type when it starts in the subgraph that knows the interface only', () =>
  expectAnswer({
    query: '{ topRated { __typename stars } }',
    data: {
      topRated: [
        { __typename: 'Book', stars: 5 },
        { __typename: 'Film', stars: 3 },
      ],
    },
    calls: { a: 1, b: 1 },
    representations: {
      a: [
        [
          { __typename: 'Media', id: 'x1' },
          { __typename: 'Media', id: 'x2' },
        ],
      ],
    },
  }))

it('asks nobody for the type when the client does not want it', () =>
  expectAnswer({
    query: '{ topRated { id stars } }',
    data: {
      topRated: [
        { id: 'x1', stars: 5 },
        { id: 'x2', stars: 3 },
      ],
    },
    calls: { b: 1 },
  }))

it('finds the fields of the real types from there', () =>
  expectAnswer({
    query: '{ topRated { stars title ... on Film { minutes } } }',
    data: {
      topRated: [
        { stars: 5, title: 'Tea' },
        { stars: 3, title: 'Salt', minutes: 100 },
      ],
    },
    calls: { a: 1, b: 1 },
  }))
