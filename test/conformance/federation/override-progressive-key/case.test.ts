import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { c } from './c.subgraph.ts'

// Composition does not look at labels when it looks for a key, and finds no way to it.
const { expectAnswer } = startFederation([a, b, c], { unchecked: true })

it.each([
  [[], 'Ana', 'old', { a: 1, c: 1 }],
  [['register'], 'Rui', 'new', { a: 1, b: 1, c: 1 }],
])('follows the label of a key that nobody asked for: with %j', (labels, guide, code, calls) =>
  expectAnswer({
    query: '{ museums { guide } }',
    labels,
    data: { museums: [{ guide }] },
    calls,
    representations: { c: [[{ __typename: 'Museum', code }]] },
  }),
)
