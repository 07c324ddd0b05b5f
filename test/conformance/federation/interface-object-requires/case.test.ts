import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('requires a field of the interface for a field that it adds', () =>
  expectAnswer({
    query: '{ media { slug __typename } }',
    data: {
      media: [
        { slug: 'tea', __typename: 'Book' },
        { slug: 'salt', __typename: 'Film' },
      ],
    },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          { __typename: 'Media', id: 'x1', title: 'Tea' },
          { __typename: 'Media', id: 'x2', title: 'Salt' },
        ],
      ],
    },
  }))
