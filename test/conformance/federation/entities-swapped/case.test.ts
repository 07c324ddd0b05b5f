import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { c } from './c.subgraph.ts'

const { expectAnswer } = startFederation([a, b, c])

it('believes none of the entities where a type shows that they stand in another order', () =>
  expectAnswer({
    query: '{ people { id ... on Citizen { __typename salary } ... on Guest { __typename nights } } }',
    data: {
      people: [
        { id: 'p1', __typename: 'Citizen', salary: null },
        { id: 'p2', __typename: 'Citizen', salary: null },
        { id: 'p3', __typename: 'Guest', nights: null },
      ],
    },
    errors: ['salary', 'salary', 'nights'].map((field, index) => ({
      message:
        'Subgraph "b" gave other entities than it was asked for, or in another order: __typename of entity 0 is not what was sent.',
      path: ['people', index, field],
      code: 'SUBGRAPH_MALFORMED',
    })),
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it gives each the data of another',
  }))

it('does so where a key shows it, of objects that are known by an interface', () =>
  expectAnswer({
    query: '{ cards { card ... on Citizen { salary } } }',
    data: null,
    errors: [
      {
        message:
          'Subgraph "a" gave other entities than it was asked for, or in another order: id of entity 0 is not what was sent.',
        path: ['cards', 0],
        code: 'SUBGRAPH_MALFORMED',
      },
    ],
    calls: { a: 1, c: 1 },
    stockIsWrong: 'it says nothing of it',
  }))

it('cannot know it where neither is asked for', () =>
  expectAnswer({
    query: '{ cards { card ... on Citizen { name } } }',
    data: { cards: [{ card: 'k1' }, { card: 'k2', name: 'Rui' }, { card: 'k3', name: 'Ana' }] },
    calls: { a: 1, c: 1 },
  }))
