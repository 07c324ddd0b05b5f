import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { done } from './data.ts'

const { expectAnswer } = startFederation([a, b])

it.each([
  [[], 'a', { a: 1, b: 1 }],
  [['new-desk'], 'b', { a: 1, b: 1 }],
])('follows the label of a mutation, in the order of the client: with %j', (labels, owner, calls) =>
  expectAnswer({
    query: 'mutation { close { done } open { done } lock { done } }',
    labels,
    reset: () => done.splice(0),
    data: {
      close: { done: ['a: close'] },
      open: { done: ['a: close', `${owner}: open`] },
      lock: { done: ['a: close', `${owner}: open`, 'b: lock'] },
    },
    calls,
  }),
)

it.each([
  [[], 'a'],
  [['new-desk'], 'b'],
])('follows the label of a root field: with %j', (labels, desk) =>
  expectAnswer({ query: '{ desk }', labels, data: { desk }, calls: { [desk]: 1 } }),
)
