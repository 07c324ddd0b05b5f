import { parse, type DocumentNode } from 'graphql'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../../kit/root.ts'
import { compose } from '../kit/federation/federation.ts'
import { defineSubgraph } from '../kit/federation/subgraph.ts'
import { build, runProcess } from '../kit/process.ts'

type Door = typeof import('../../engine/index.ts')

/** Threads start from what is compiled: Node 20 starts none from TypeScript. */
let startPlannerWorker: Door['startPlannerWorker']
beforeAll(async () => {
  await build()
  const door: Door = await import(new URL('dist/engine/index.js', packageRoot).href)
  startPlannerWorker = door.startPlannerWorker
}, 60_000)

const running: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of running.splice(0)) await stop()
})

function start(sdl: string, limits?: { budgetMs: number; queue: number }) {
  const planner = startPlannerWorker(sdl, limits)
  running.push(() => planner.close())
  return planner
}

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'] as const
const LINKS = ['l0', 'l1', 'l2', 'l3', 'l4'] as const

/** Items that lead to each other, of which every subgraph knows a field of its own. */
const GRAPH = compose(
  NAMES.map((name) =>
    defineSubgraph(
      name,
      `type Query { item: Item @shareable }
       type Item @key(fields: "id") { id: ID! ${name}: Int ${LINKS.map((link) => `${link}: Item @shareable`).join(' ')} }`,
      {},
    ),
  ),
)

/** All fields of all items, so many steps from the first: five times the work for each step. */
function ask(steps: number): DocumentNode {
  const below = (left: number): string =>
    `{ ${NAMES.join(' ')} ${left > 0 ? LINKS.map((link) => `${link} ${below(left - 1)}`).join(' ') : ''} }`
  return parse(`{ item ${below(steps)} }`, { noLocation: true })
}

const NO_LABELS: ReadonlySet<string> = new Set()
const SMALL = parse('{ item { id } }')
const HUGE = ask(4)

describe('a planner in a thread', () => {
  it('plans, and says that it has accepted its supergraph', async () => {
    const planner = start(GRAPH)
    await planner.accepted
    expect(await planner.plan(SMALL, NO_LABELS)).toMatchObject({ kind: 'Fetch', operation: '{item{id}}' })
  })

  it('says why it refuses a supergraph', async () => {
    const planner = start('type Query { item: Int }')
    await expect(planner.accepted).rejects.toThrow(/supergraph/i)
    await expect(planner.plan(SMALL, NO_LABELS)).rejects.toThrow(/supergraph/i)
  })

  it('ends a plan that takes too long, refuses it from then on, and plans the next', async () => {
    const planner = start(GRAPH, { budgetMs: 250, queue: 10 })
    await planner.accepted
    const both = await Promise.allSettled([planner.plan(HUGE, NO_LABELS), planner.plan(SMALL, NO_LABELS)])
    expect(both).toMatchObject([
      { status: 'rejected', reason: { code: 'OPERATION_TOO_COMPLEX' } },
      { status: 'fulfilled', value: { kind: 'Fetch' } },
    ])
    // Refused without a thread: none has to end for it.
    await planner.close()
    await expect(planner.plan(HUGE, NO_LABELS)).rejects.toMatchObject({ code: 'OPERATION_TOO_COMPLEX' })
  })

  it('lets only so many wait', async () => {
    const planner = start(GRAPH, { budgetMs: 1_000, queue: 2 })
    const asked = await Promise.allSettled([0, 1, 2, 3, 4].map(() => planner.plan(SMALL, NO_LABELS)))
    const refused = asked.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(2)
    expect(refused).toMatchObject([{ reason: { code: 'OVERLOADED' } }, { reason: { code: 'OVERLOADED' } }])
  })

  it('tells those who wait that it is closed', async () => {
    const planner = start(GRAPH)
    const asked = [planner.plan(SMALL, NO_LABELS), planner.plan(ask(1), NO_LABELS)]
    const ended = Promise.allSettled(asked)
    await planner.close()
    expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})

describe('a process whose first supergraph cannot be used', () => {
  it.each([
    ['is no supergraph', 'type Query { item: Int }'],
    ['is no GraphQL', 'type Query {'],
    [
      'needs a feature that nobody here has',
      GRAPH.replace('schema\n', 'schema\n  @link(url: "https://specs.example/x/v1.0", for: SECURITY)\n'),
    ],
  ])('ends with exit code 2 and a sentence where it %s', async (_, sdl) => {
    const folder = await mkdtemp(join(tmpdir(), 'refused-'))
    running.push(() => rm(folder, { recursive: true }))
    const file = join(folder, 'supergraph.graphql')
    await writeFile(file, sdl)
    const { code, errorOutput } = await runProcess('dist/gateway/main.js', {
      PORT: '0',
      SUPERGRAPH_FILE: file,
      LOG_LEVEL: 'silent',
    })
    expect(code).toBe(2)
    expect(errorOutput).toMatch(
      /^The configuration cannot be used\.\n {2}SUPERGRAPH_FILE: expected a supergraph.*: .+\n$/s,
    )
    expect(errorOutput).not.toMatch(/ at .*\.js:\d+/)
  })

  it('ends so where there is no such file', async () => {
    const { code, errorOutput } = await runProcess('dist/gateway/main.js', {
      PORT: '0',
      SUPERGRAPH_FILE: '/nowhere/supergraph.graphql',
      LOG_LEVEL: 'silent',
    })
    expect(code).toBe(2)
    expect(errorOutput).toMatch(/SUPERGRAPH_FILE: expected .*ENOENT/)
  })
})
