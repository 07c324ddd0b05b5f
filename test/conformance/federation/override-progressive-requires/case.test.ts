import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { c } from './c.subgraph.ts'

// Composition does not look at labels when it looks for what is required, and finds no way to it.
const { expectAnswer } = startFederation([a, b, c], { unchecked: true })

it.each([
  [[], '200 feet', { a: 1, c: 1 }],
  [['new-counters'], '240 feet', { a: 1, b: 1, c: 1 }],
])('follows the label of a field that another requires with arguments: with %j', (labels, crowd, calls) =>
  expectAnswer({
    query: '{ museums { crowd } }',
    labels,
    data: { museums: [{ crowd }] },
    calls,
  }),
)
