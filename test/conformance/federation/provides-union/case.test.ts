import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('takes what is provided for one member of a union and asks for the other', () =>
  expectAnswer({
    query: '{ loans { item { ... on Book { title } ... on Film { title } } } }',
    data: { loans: [{ item: { title: 'Tea' } }, { item: { title: 'film x2' } }] },
    calls: { a: 1, b: 1 },
    representations: { b: [[{ __typename: 'Film', id: 'x2' }]] },
  }))
