import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('asks once for what several types need of one subgraph at one level', () =>
  expectAnswer({
    query: '{ posts { likes author { name best { likes } posts { likes } } } }',
    data: {
      posts: [{ likes: 3, author: { name: 'Ana', best: { likes: 3 }, posts: [{ likes: 3 }] } }],
    },
    calls: { a: 1, b: 1 },
  }))
