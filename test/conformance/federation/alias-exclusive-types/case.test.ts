import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('gives one name to other fields of exclusive types, from one subgraph or from two', () =>
  expectAnswer({
    query: `{
      media {
        ... on Book { line: title who: author both: title }
        ... on Film { line: title who: director both: director }
      }
    }`,
    data: {
      media: [
        { line: 'Tea', who: 'Ana', both: 'Tea' },
        { line: 'Salt', who: 'Bo', both: 'Bo' },
      ],
    },
    calls: { a: 1, b: 1 },
  }))
