import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('joins two subgraphs that both know all types behind an interface', () =>
  expectAnswer({
    query: '{ media { __typename title shelf ... on Film { minutes } } }',
    data: {
      media: [
        { __typename: 'Book', title: 'Tea', shelf: 'A' },
        { __typename: 'Film', title: 'Salt', shelf: 'F', minutes: 100 },
      ],
    },
    calls: { a: 1, b: 1 },
  }))

it('joins them in the other direction too', () =>
  expectAnswer({
    query: '{ shelf(name: "F") { title shelf ... on Book { pages } } }',
    data: { shelf: [{ title: 'Salt', shelf: 'F' }] },
    calls: { a: 1, b: 1 },
  }))
