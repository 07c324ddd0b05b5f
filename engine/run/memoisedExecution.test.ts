import { assert, asyncProperty, array, constantFrom, record } from 'fast-check'
import { parse } from 'graphql'
import { expect, it } from 'vitest'
import { formatError } from '../../test/kit/federation/engine.ts'
import { compose } from '../../test/kit/federation/federation.ts'
import { defineSubgraph } from '../../test/kit/federation/subgraph.ts'
import { createEngine } from '../engine.ts'
import { buildPlanner } from '../plan/apolloPlanner.ts'
import type { SubgraphRequest, SubgraphResponse } from './subgraphFetcher.ts'

const a = defineSubgraph(
  'a',
  'type Query { items(first: Int): [Item!] } type Item @key(fields: "id") { id: ID! }',
  {},
)
const b = defineSubgraph(
  'b',
  'type Item @key(fields: "id") { id: ID! price: Int! part: Part } type Part @key(fields: "id", resolvable: false) { id: ID! }',
  {},
)
const c = defineSubgraph('c', 'type Part @key(fields: "id") { id: ID! name: String }', {})
const supergraph = compose([a, b, c])
const planner = buildPlanner(supergraph)

type Call = (request: SubgraphRequest) => Promise<SubgraphResponse>
const QUERY = 'query ($first: Int) { items(first: $first) { id price part { name } } }'

/** Answers by subgraph; those with a token are given to several requests. */
const KNOWN: Readonly<Record<string, readonly SubgraphResponse[]>> = {
  a: [[], ['1'], ['1', '2']].map((ids) => shared({ items: ids.map((id) => ({ __typename: 'Item', id })) })),
  b: [10, 20].flatMap((price) => [1, 2].map((count) => shared({ _entities: listItems(price, count) }))),
  c: ['Wheel', null].map((name) => shared({ _entities: [{ name }] })),
}

it('answers as without a memory, whatever answers came with whatever variables before', async () => {
  const drawn = record({
    first: constantFrom(1, 2),
    a: constantFrom(0, 1, 2),
    b: constantFrom(0, 1, 2, 3),
    c: constantFrom(0, 1),
    unshared: constantFrom('', 'a', 'b', 'c'),
    failing: constantFrom('', '', '', 'b', 'c'),
  })
  await assert(
    asyncProperty(array(drawn, { minLength: 2, maxLength: 12 }), async (requests) => {
      const plan = createPlan()
      for (const request of requests) {
        const call = callOf(request, request.unshared, request.failing)
        const remembered = await run(plan, request.first, call)
        const fresh = await run(createPlan(), request.first, call)
        expect(remembered).toEqual(fresh)
      }
    }),
    { numRuns: 60 },
  )
}, 60_000)

it('works an answer out once for all who got the same answers', async () => {
  const plan = createPlan()
  const chosen = { a: 1, b: 0, c: 0 }
  const [first, second] = [await runForBytes(plan, chosen, ''), await runForBytes(plan, chosen, '')]
  expect(second).toBe(first)
  expect(await runForBytes(plan, chosen, 'c')).not.toBe(first)
})

it('asks the next subgraph the same, entities and all, when it remembers what to ask', async () => {
  const plan = createPlan()
  const bodies: string[] = []
  const call = callOf({ a: 2, b: 1, c: 0 }, 'c', '')
  const note: Call = (request) => {
    bodies.push(`${request.subgraph} ${request.entities} ${request.body}`)
    return call(request)
  }
  await run(plan, 1, note)
  await run(plan, 1, note)
  expect(bodies.length).toBe(6)
  expect(bodies.slice(3)).toEqual(bodies.slice(0, 3))
})

it('does not remember what went wrong', async () => {
  const plan = createPlan()
  const wrong = await run(plan, 1, callOf({ a: 2, b: 0, c: 0 }, '', ''))
  expect(wrong.errors.map(({ extensions }) => extensions?.['code'])).toEqual(['SUBGRAPH_MALFORMED'])
  const again = await run(plan, 1, callOf({ a: 2, b: 0, c: 0 }, '', ''))
  expect(again).toEqual(wrong)
})

interface Chosen {
  readonly a: number
  readonly b: number
  readonly c: number
}

/** A plan of an engine that has remembered nothing yet; each run brings its own call. */
function createPlan() {
  const engine = createEngine({
    supergraph,
    planner,
    memoryBytes: 16_000_000,
    fetch: (request: SubgraphRequest, call: Call) => call(request),
  })
  return engine.prepare(parse(QUERY)).plan()
}

type TestPlan = ReturnType<typeof createPlan>

function callOf(chosen: Chosen, unshared: string, failing: string): Call {
  const choice: Readonly<Record<string, number>> = { ...chosen }
  return async ({ subgraph }) => {
    const answer = KNOWN[subgraph]?.[choice[subgraph] ?? 0]
    if (answer === undefined) throw new Error(`nothing is known of ${subgraph}`)
    if (subgraph === failing) return { ...answer, data: null, errors: [{ message: 'failed' }] }
    if (subgraph !== unshared) return answer
    const { responseId: _, ...rest } = answer
    return rest
  }
}

async function run(plan: TestPlan, first: number, call: Call) {
  const { data, errors } = await execute(plan, first, call)
  return { data: JSON.parse(data), errors: errors.map(formatError) }
}

async function runForBytes(plan: TestPlan, chosen: Chosen, unshared: string): Promise<Buffer> {
  return (await execute(plan, 1, callOf(chosen, unshared, ''))).envelope
}

async function execute(plan: TestPlan, first: number, call: Call) {
  const { signal } = new AbortController()
  return (await plan).run({ variables: { first }, signal, context: call })
}

function shared(data: Record<string, unknown>): SubgraphResponse {
  return { data, errors: [], bytes: 0, responseId: {} }
}

function listItems(price: number, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    price: price + index,
    part: { __typename: 'Part', id: 'p' },
  }))
}
