import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { parse } from 'graphql'
import { pino } from 'pino'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { keepGraph, type VersionStatus } from '../../gateway/graph/currentGraph.ts'
import { readSupergraphFile } from '../../gateway/graph/supergraphFile.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import { compose } from '../kit/federation/federation.ts'
import { defineSubgraph } from '../kit/federation/subgraph.ts'
import { planHere } from '../kit/planHere.ts'

const POLL_MS = 20
const askNobody = () => Promise.reject(new Error('expected that nobody asks'))

const running: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of running.splice(0).toReversed()) await stop()
})

/** A graph of items; `b` says what the second subgraph tells of them. */
function composeItems(b: string, comment: string): string {
  const a = `
    "${comment}"
    type Query { items: [Item] }
    type Item @key(fields: "id") { id: ID! }
  `
  return compose([defineSubgraph('a', a, {}), defineSubgraph('b', b, {})], true)
}

const B = 'type Item @key(fields: "id") { id: ID! name: String }'
const GOOD = composeItems(B, 'one')
const LATER = composeItems(B, 'two')

async function writeVersion(sdl: string): Promise<{ file: string; write: (sdl: string) => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'versions-'))
  running.push(() => rm(folder, { recursive: true }))
  const file = join(folder, 'supergraph.graphql')
  await writeFile(file, sdl)
  return {
    file,
    // In one go: a file that is read half written is refused too, and so would count.
    async write(next) {
      await writeFile(`${file}.new`, next)
      await rename(`${file}.new`, file)
    },
  }
}

function openLog() {
  const lines = new PassThrough()
  return { log: pino({ level: 'info' }, lines), read: () => String(lines.read() ?? '') }
}

async function keep(sdl: string, environment: Record<string, string> = {}) {
  const { file, write } = await writeVersion(sdl)
  const { log, read } = openLog()
  const graphs = await keepGraph(readSupergraphFile(file, POLL_MS), readConfig(environment), {
    fetch: askNobody,
    startPlanner: planHere,
    log,
  })
  running.push(() => graphs.stop())
  const remember = (query: string) => {
    const graph = graphs.current()
    graph.operations.set(query, graph.prepare(parse(query), undefined))
  }
  return { ...graphs, file, write, read, remember }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, POLL_MS))
}

/** Puts a mark on what callers without a token must not know of: here all that there is to ask. */
function hideAll(sdl: string): string {
  return `${sdl
    .replace('schema\n', 'schema\n  @link(url: "https://specs.apollo.dev/tag/v0.3")\n')
    .replace(
      /^ {2}items: .*$/m,
      (line) => `${line} @tag(name: "internal")`,
    )}\ndirective @tag(name: String!) repeatable on FIELD_DEFINITION\n`
}

describe('a supergraph file that cannot be used', () => {
  it.each([
    ['is gone', 'read', undefined, {}],
    ['is cut off', 'check', GOOD.slice(0, GOOD.length - 40), {}],
    ['is empty', 'check', '', {}],
    ['is a schema and no supergraph', 'check', 'type Query { items: Int }', {}],
    [
      'needs a feature that nobody here has',
      'check',
      GOOD.replace('schema\n', 'schema\n  @link(url: "https://specs.example/x/v1.0", for: SECURITY)\n'),
      {},
    ],
    ['leaves nothing to the public', 'build', hideAll(GOOD), { PUBLIC_VARIANT: 'true' }],
  ] as const)(
    'that %s is refused, told and counted, and the next good one comes',
    async (_, step, bad, env) => {
      const { current, status, write, read, file } = await keep(GOOD, env)
      const before = current()
      if (bad === undefined) await rm(file)
      else await write(bad)
      await until(() => status().refused > 0)
      expect(status()).toMatchObject({ id: before.id, refused: 1, lastRefusal: { step } })
      expect(current()).toBe(before)
      expect(read()).toMatch(new RegExp(`"err":\\{.*"message":"[^"]+.*"step":"${step}","refused":1`))
      await write(LATER)
      await until(() => current() !== before)
      expect(status()).toMatchObject({ id: current().id, refused: 1 })
    },
  )

  it('stops a process that has no version before it, with the reason', async () => {
    const { file } = await writeVersion(hideAll(GOOD))
    const { log } = openLog()
    const settings = readConfig({ PUBLIC_VARIANT: 'true' })
    await expect(
      keepGraph(readSupergraphFile(file, POLL_MS), settings, {
        fetch: askNobody,
        startPlanner: planHere,
        log,
      }),
    ).rejects.toThrow(/Query/)
  })
})

describe('a request that began with the version before', () => {
  it('is admitted and planned by it after the swap', async () => {
    const { current, write } = await keep(GOOD)
    const before = current()
    await write(LATER)
    await until(() => current() !== before)
    const query = '{ items { name } }'
    const request = {
      method: 'POST',
      search: '',
      headers: {},
      mediaType: 'application/json',
      isForgeable: true,
      body: { query },
    }
    const admitted = await before.admission.admit(
      { ...request, headers: { 'content-type': 'application/json' } },
      parse(query),
    )
    expect(admitted.kind).toBe('admitted')
    expect(await before.prepare(parse(query), undefined).operation.plan()).toBeDefined()
  })

  it('does not keep that version for ever', async () => {
    const { current, write } = await keep(GOOD, { REQUEST_DEADLINE_MS: '100' })
    const before = current()
    await write(LATER)
    await until(() => current() !== before)
    const get = {
      method: 'GET',
      search: '?query={items{id}}',
      headers: {},
      mediaType: 'application/json',
      isForgeable: true,
      body: {},
    }
    await vi.waitFor(async () =>
      expect(await before.admission.admit(get, parse('{ items { id } }'))).toMatchObject({ status: 500 }),
    )
  })
})

describe('a label that OVERRIDE_LABELS names', () => {
  const taken = (label: string) =>
    compose([
      defineSubgraph(
        'a',
        'type Query { items: [Item] old: Int } type Item @key(fields: "id") { id: ID! name: String }',
        {},
      ),
      defineSubgraph(
        'b',
        `type Item @key(fields: "id") { id: ID! name: String @override(from: "a", label: "${label}") }`,
        {},
      ),
    ])

  it('is told in the log, and costs nothing, where a version has no such field', async () => {
    const { current, write, read, remember } = await keep(taken('names'), { OVERRIDE_LABELS: 'names' })
    const before = current()
    expect(read()).not.toContain('OVERRIDE_LABELS')
    remember('{ items { name } }')
    await write(taken('new-names'))
    await until(() => current() !== before)
    expect(read()).toMatch(/"level":40,.*"labels":\["names"\],"msg":"OVERRIDE_LABELS names labels/)
    expect([...current().operations.keys()]).toEqual(['{ items { name } }'])
  })
})

describe('an operation of late', () => {
  const NAMES = '{ items { name } }'
  const IDS = '{ items { id } }'

  it('that the next version cannot plan costs itself alone', async () => {
    const { current, status, write, read, remember } = await keep(GOOD)
    const before = current()
    for (const query of [IDS, NAMES]) remember(query)
    await write(
      composeItems('type Item @key(fields: "id", resolvable: false) { id: ID! name: String }', 'two'),
    )
    await until(() => current() !== before)
    expect(status().refused).toBe(0)
    expect([...current().operations.keys()]).toEqual([IDS])
    expect(read()).toMatch(/"operations":1,"of":2,.*cannot be answered by the new supergraph/)
  })

  it('that needs more fetches there than are allowed costs itself alone', async () => {
    const { current, status, write, remember } = await keep(GOOD)
    const before = current()
    const many = `{ ${Array.from({ length: 60 }, (_, at) => `a${at}: items { name size }`).join(' ')} }`
    const withSize = 'type Item @key(fields: "id") { id: ID! name: String size: Int }'
    await write(composeItems(withSize, 'two'))
    await until(() => current() !== before)
    const middle = current()
    for (const query of [IDS, many]) remember(query)
    const c = defineSubgraph('c', 'type Item @key(fields: "id") { id: ID! size: Int }', {})
    const a = defineSubgraph('a', 'type Query { items: [Item] } type Item @key(fields: "id") { id: ID! }', {})
    await write(compose([a, defineSubgraph('b', B, {}), c]))
    await until(() => current() !== middle)
    expect(status().refused).toBe(0)
    expect([...current().operations.keys()]).toEqual([IDS])
  })

  it('does not keep a part that fails at the swap from the others, or the version from being served', async () => {
    const { current, onSwap, write, read } = await keep(GOOD)
    const before = current()
    const told: string[] = []
    onSwap(() => {
      throw new Error('a part of ours')
    })
    onSwap(({ id }) => void told.push(id))
    await write(LATER)
    await until(() => told.length > 0)
    expect(current()).not.toBe(before)
    expect(read()).toContain('a part of ours')
  })
})

it('GET /status.json tells which version is served, and of a refused one the step but not the reason', async () => {
  const { file, write } = await writeVersion(GOOD)
  const gateway = await startGateway(
    readConfig({ PORT: '0', SUPERGRAPH_FILE: file }),
    pino({ level: 'silent' }),
    new Map(),
    {},
  )
  running.push(() => gateway.stop())
  const read = async (): Promise<VersionStatus> =>
    JSON.parse(await (await fetch(`${gateway.url}/status.json`)).text()).supergraph
  const { id, since } = await read()
  await write('type Query { secretField: Int }')
  let told = await read()
  while (told.refused === 0) told = await read()
  expect(told).toEqual({
    id,
    release: null,
    since,
    refused: 1,
    lastRefusal: { at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), step: 'check' },
  })
})
