import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('applies a fragment on a union where the subgraph knows the interface only as an object', () =>
  expectAnswer({
    query: '{ topRated { stars ... on Printed { __typename ... on Media { title } } } }',
    data: { topRated: [{ stars: 5, __typename: 'Book', title: 'Tea' }, { stars: 3 }] },
    calls: { a: 1, b: 1 },
    stockIsWrong: 'its planner fails',
  }))
