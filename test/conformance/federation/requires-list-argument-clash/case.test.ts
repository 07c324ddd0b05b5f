import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('gives the client one comment and the digest three', () =>
  expectAnswer({
    query: '{ posts { comments(limit: 1) { text } digest } }',
    data: { posts: [{ comments: [{ text: 'one' }], digest: 'one+two+three' }] },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [{ __typename: 'Post', id: 'p1', comments: [{ text: 'one' }, { text: 'two' }, { text: 'three' }] }],
      ],
    },
    stockIsWrong: 'it sends both arguments under one response key',
  }))
