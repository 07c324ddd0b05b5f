import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

it('answers null, with an error, for an object that cannot stand behind an interface', () =>
  expectAnswer({
    query: '{ media { __typename title } }',
    data: { media: [{ __typename: 'Book', title: 'Tea' }, null, null, null] },
    errors: [1, 2, 3].map((index) => ({
      message: 'A subgraph gave an object that is no Media of this schema.',
      path: ['media', index],
      code: 'SUBGRAPH_MALFORMED',
    })),
    calls: { a: 1 },
    stockIsWrong: 'it keeps silent or passes the object on',
  }))

it('answers null, with an error, for an object that cannot stand in a union', () =>
  expectAnswer({
    query: '{ found { ... on Film { title } ... on Book { title } } }',
    data: { found: [{ title: 'Tea' }, null, null] },
    errors: [1, 2].map((index) => ({
      message: 'A subgraph gave an object that is no Found of this schema.',
      path: ['found', index],
      code: 'SUBGRAPH_MALFORMED',
    })),
    calls: { a: 1 },
    stockIsWrong: 'it keeps silent or passes the object on',
  }))
