import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('joins what two places want of one subgraph into one request', () =>
  expectAnswer({
    query: '{ reviews { author { name } editor { name } } }',
    data: {
      reviews: [
        { author: { name: 'name of u1' }, editor: { name: 'name of u2' } },
        { author: { name: 'name of u2' }, editor: { name: 'name of u3' } },
      ],
    },
    calls: { a: 1, b: 1 },
  }))

it('does so when they want different fields, or one field with different arguments', () =>
  expectAnswer({
    query: `query ($y: Int) {
      reviews { author { since(year: 1999) } editor { name since(year: $y) } }
    }`,
    variables: { y: 2020 },
    data: {
      reviews: [
        { author: { since: 'u1 1999' }, editor: { name: 'name of u2', since: 'u2 2020' } },
        { author: { since: 'u2 1999' }, editor: { name: 'name of u3', since: 'u3 2020' } },
      ],
    },
    calls: { a: 1, b: 1 },
  }))
