import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { compose } from '../../test/kit/federation/federation.ts'
import { defineSubgraph } from '../../test/kit/federation/subgraph.ts'
import { createEngine, printPlan } from '../index.ts'
import { buildPlanner } from '../plan/apolloPlanner.ts'

const SUBGRAPHS = [
  defineSubgraph(
    'a',
    `type Query { museums: [Museum!]! halls: [Hall!]! sites: [Site!]! shops: [Shop!]! now: String! }
    type Museum @key(fields: "id") { id: ID! code: ID! @shareable name: String! visitors: Int! floors: Int! seats: Int! }
    type Hall @key(fields: "id") { id: ID! lit: Boolean! }
    interface Site { id: ID! age: Int! }
    type Fort implements Site @key(fields: "id") { id: ID! age: Int! }
    type Tomb implements Site @key(fields: "id") { id: ID! age: Int! }
    type Shop @key(fields: "id") { id: ID! museum: Museum! }`,
    {},
  ),
  defineSubgraph(
    'b',
    `type Museum @key(fields: "id") {
      id: ID!
      code: ID! @shareable @override(from: "a", label: "codes")
      visitors: Int! @override(from: "a", label: "percent(5)")
      floors: Int! @override(from: "a", label: "percent(5)")
      seats: Int! @override(from: "a", label: "percent(7.5)")
    }
    type Hall @key(fields: "id") { id: ID! lit: Boolean! @override(from: "a", label: "lamps") }
    type Fort @key(fields: "id") { id: ID! age: Int! @override(from: "a", label: "ages") }`,
    {},
  ),
  defineSubgraph(
    'c',
    `type Museum @key(fields: "code") { code: ID! guide: String! visitors: Int! @external }
    type Shop @key(fields: "id") {
      id: ID!
      museum: Museum! @external
      queue: Int! @requires(fields: "museum { visitors }")
    }
    type Hall @key(fields: "id") @context(name: "hall") { id: ID! lit: Boolean! @external desk: Desk! }
    type Desk @key(fields: "id") {
      id: ID!
      bright(lit: Boolean @fromContext(field: "$hall { lit }")): Boolean!
    }`,
    {},
  ),
  defineSubgraph(
    'd',
    `type Query { rides: [Ride!]! }
    type Ride @key(fields: "id") { id: ID! fare: Int! }`,
    {},
  ),
  defineSubgraph(
    'e',
    'type Ride @key(fields: "id") { id: ID! fare: Int! @override(from: "d", label: "percent(5)") }',
    {},
  ),
]

const supergraph = compose(SUBGRAPHS, true)
const engine = createEngine({
  supergraph,
  planner: buildPlanner(supergraph),
  memoryBytes: 0,
  fetch: () => {
    throw new Error('expected that nobody asks')
  },
})
const prepare = (query: string) => engine.prepare(parse(query))
const labelsOf = (query: string) => prepare(query).labels.map(({ id }) => id)

const FIVE = 'percent(5) from a to b'

describe('the labels of a supergraph', () => {
  it('are told once each, shares by the two subgraphs besides', () => {
    expect(engine.labels).toEqual([
      { id: 'ages' },
      { id: 'codes' },
      { id: 'lamps' },
      { id: FIVE, share: { percent: 5, migration: 'from a to b' } },
      { id: 'percent(5) from d to e', share: { percent: 5, migration: 'from d to e' } },
      { id: 'percent(7.5) from a to b', share: { percent: 7.5, migration: 'from a to b' } },
    ])
  })
})

describe('the labels of an operation', () => {
  it.each([
    ['of a field', '{ rides { fare } }', ['percent(5) from d to e']],
    ['of a field below others', '{ shops { museum { seats } } }', ['codes', 'percent(7.5) from a to b']],
    ['of a key of a type that it meets', '{ museums { name } }', ['codes']],
    ['of what a field requires', '{ shops { queue } }', ['codes', FIVE]],
    ['of what a field takes from a context', '{ halls { desk { bright } } }', ['lamps']],
    ['of any object that an interface stands for', '{ sites { age } }', ['ages']],
  ])('are those %s', (_, query, labels) => expect(labelsOf(query)).toEqual(labels))

  it.each(['{ now }', '{ rides { id } }', '{ halls { id } }', '{ shops { id } }', '{ __typename }'])(
    'are none where no label can matter: %s',
    (query) => expect(labelsOf(query)).toEqual([]),
  )
})

describe('the plans of an operation', () => {
  it('are one where its labels agree, whatever the others are', () => {
    const operation = prepare('{ rides { id } }')
    expect(operation.plan({ labels: new Set([FIVE, 'codes']) })).toBe(operation.plan())
    const fares = prepare('{ rides { fare } }')
    expect(fares.plan({ labels: new Set([FIVE, 'codes']) })).toBe(fares.plan())
  })

  it('are two where a label of its own differs', async () => {
    const operation = prepare('{ rides { fare } }')
    const [off, on] = await Promise.all([
      operation.plan(),
      operation.plan({ labels: new Set(['percent(5) from d to e']) }),
    ])
    const subgraphsOf = (plan: typeof on) => plan.describe().calls.map(({ subgraph }) => subgraph)
    expect([off, on].map(subgraphsOf)).toEqual([['d'], ['d', 'e']])
  })

  it('let one share be on and another of the same number off', async () => {
    const operation = prepare('{ rides { fare } museums { floors } }')
    const plan = await operation.plan({ labels: new Set([FIVE]) })
    const { calls, labels } = plan.describe()
    expect(calls.map(({ subgraph }) => subgraph).toSorted()).toEqual(['a', 'b', 'd'])
    expect(labels).toEqual({ codes: false, [FIVE]: true, 'percent(5) from d to e': false })
  })

  it('say which labels are on, and nothing where there is none', async () => {
    const on = await prepare('{ rides { fare } }').plan({ labels: new Set(['percent(5) from d to e']) })
    expect(printPlan(on.describe())).toMatch(/^percent\(5\) from d to e: on\n\n1\. d\n/)
    const none = await prepare('{ rides { id } }').plan()
    expect(none.describe()).not.toHaveProperty('labels')
    expect(printPlan(none.describe())).toMatch(/^1\. d\n/)
  })
})
