import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { clear } from './data.ts'

const { expectAnswer } = startFederation([a, b])

const query = `mutation {
  first: addStop(name: "A")
  second: addStop(name: "B")
  third: addRoute(name: "C")
  fourth: addStop(name: "D")
}`
const data = { first: 1, second: 2, third: 3, fourth: 4 }

it('runs mutations one after another, across subgraphs', () =>
  expectAnswer({ query, data, calls: { a: 2, b: 1 }, reset: clear }))

it('runs them in the order of the client when the other subgraph comes first', () =>
  expectAnswer({
    query: 'mutation { addRoute(name: "A") addStop(name: "B") again: addRoute(name: "C") }',
    data: { addRoute: 1, addStop: 2, again: 3 },
    reset: clear,
    calls: { a: 1, b: 2 },
  }))
