import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('inlines a fragment at each place that names it, one within another', () =>
  expectAnswer({
    query: `
      query { reviews { ...review } }
      fragment review on Review { text author { ...user } editor { ...user friend { ...name } } }
      fragment user on User { ...name id }
      fragment name on User { name }
    `,
    data: {
      reviews: [
        {
          text: 'Lovely',
          author: { name: 'Ana', id: 'u1' },
          editor: { name: 'Bo', id: 'u2', friend: { name: 'Ana' } },
        },
      ],
    },
    calls: { a: 1, b: 1 },
  }))

it('merges what two fragments want of one object, in the order of first mention', () =>
  expectAnswer({
    query: `
      { reviews { ...one ...two } }
      fragment one on Review { author { name } text }
      fragment two on Review { text author { id name friend { id } } }
    `,
    data: { reviews: [{ author: { name: 'Ana', id: 'u1', friend: { id: 'u2' } }, text: 'Lovely' }] },
    calls: { a: 1, b: 1 },
  }))
