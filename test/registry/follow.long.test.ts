import { readFile, readdir, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fromRoot } from '../../kit/root.ts'
import { runProcess, startProcess, build, type RunningProcess } from '../kit/process.ts'
import { createClient } from '../kit/client.ts'
import { serveSubgraph, type ServedOverHttp } from '../kit/federation/serveSubgraph.ts'
import { defineSubgraph, findBy } from '../kit/federation/subgraph.ts'
import { startPostgres, type StartedPostgres } from '../kit/postgres.ts'
import { ITEMS, makeFolder, starsWith } from './testRegistry.ts'

/** Of a machine that does nothing else; one that others use too is as much slower as more want its processors. */
const followMs = (): number => 5_000 * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())
const SERVER = fromRoot('dist/registry/server.js')
const QUERY = '{ item(id: "1") { name rating { stars } } }'
const MOONS = '{ item(id: "1") { rating { moons } } }'

/** What both bureaus serve, from the first day: a field goes live when it is published. */
const items = defineSubgraph('items', withoutLink(ITEMS), {
  Query: { item: (_: unknown, { id }: { id: string }) => ({ id, name: 'Tea' }) },
  Item: { __resolveReference: findBy([{ id: '1', name: 'Tea' }]) },
})
const stars = defineSubgraph('stars', withoutLink(starsWith('moons')), {
  Item: { __resolveReference: findBy([{ id: '1', rating: { stars: 5, moons: 2 } }]) },
})

/** The kit of the tests links federation itself. */
function withoutLink(sdl: string): string {
  return sdl.replace(/^extend schema.*\n/, '')
}

let postgres: StartedPostgres | null = null
let served: readonly ServedOverHttp[] = []
const stops: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  await build()
  postgres = await startPostgres()
  served = [await serveSubgraph(items), await serveSubgraph(stars)]
}, 120_000)
afterAll(async () => {
  for (const subgraph of served) await subgraph.stop()
  await postgres?.stop()
})
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

interface TestBed {
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  startRegistry(): Promise<RunningProcess>
}

async function prepare(store: Readonly<Record<string, string>>): Promise<TestBed> {
  const { folder, remove } = await makeFolder()
  stops.push(remove)
  const environment = {
    PORT: '0',
    DRAIN_MS: '500',
    REGISTRY_DIR: join(folder, 'store'),
    REGISTRY_SIGNING_KEY_FILE: join(folder, 'signing-key.pem'),
    REGISTRY_REPOSITORY: folder,
    ...store,
  }
  return {
    folder,
    environment,
    async startRegistry() {
      const registry = await startProcess(SERVER, environment)
      stops.push(() => registry.stop())
      return registry
    },
  }
}

function publicKeyOf(registry: RunningProcess): string {
  return /"publicKey":"([^"]+)"/.exec(registry.output())?.[1] ?? ''
}

async function operatorKeyOf(folder: string): Promise<string> {
  const names = await readdir(join(folder, 'store'))
  const [name = ''] = names.filter((one) => /^operator-.*\.key$/.test(one))
  return (await readFile(join(folder, 'store', name), 'utf8')).trim()
}

async function startGateway(registry: RunningProcess, stateFolder: string): Promise<RunningProcess> {
  const gateway = await startProcess(fromRoot('dist/gateway/main.js'), {
    PORT: '0',
    CACHE: 'off',
    SUPERGRAPH_SOURCE: 'registry',
    REGISTRY_URL: registry.url,
    REGISTRY_PUBLIC_KEYS: publicKeyOf(registry),
    STATE_DIR: stateFolder,
    SUBGRAPH_URLS: `items=${served[0]?.url},stars=${served[1]?.url}`,
  })
  stops.push(() => gateway.stop())
  await untilTrue(async () => (await createClient(gateway.url).send('/health/ready')).status === 200)
  return gateway
}

async function untilTrue(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50)
}

/** Asks a hundred times a second, or as often as it can, until it is stopped; resolves to what did not come whole. */
function ask(gateway: RunningProcess): { stop(): Promise<{ asked: number; lost: readonly unknown[] }> } {
  const client = createClient(gateway.url)
  const lost: unknown[] = []
  let asked = 0
  const stopping = new AbortController()
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      asked++
      const answer = await client.ask(QUERY).catch((error: unknown) => ({ errors: [error], data: null }))
      if (JSON.stringify(answer.data) !== '{"item":{"name":"Tea","rating":{"stars":5}}}') lost.push(answer)
      await sleep(40)
    }
  }
  const running = Promise.all(Array.from({ length: 4 }, run))
  return {
    async stop() {
      stopping.abort()
      await running
      return { asked, lost }
    },
  }
}

function graph(registry: RunningProcess, key: string, folder: string, args: readonly string[]) {
  return runProcess(
    fromRoot('dist/registry/graph.js'),
    { GRAPH_REGISTRY: registry.url, GRAPH_KEY: key },
    args,
    folder,
  )
}

const PUBLISH = ['publish', '--subgraph', 'stars', '--schema', 'moons.graphql', '--message', 'moons']

describe.each(['a folder', 'PostgreSQL'])('two gateways and a registry in %s', (place) => {
  it('follow publish and rollback within 5 s, lose no request, and do without the registry', async (context) => {
    if (place === 'PostgreSQL' && postgres === null) return context.skip()
    const bed = await prepare(place === 'PostgreSQL' ? { REGISTRY_DATABASE_URL: postgres?.url ?? '' } : {})
    await writeFile(join(bed.folder, 'moons.graphql'), starsWith('moons'))
    const first = await bed.startRegistry()
    const second = place === 'PostgreSQL' ? await bed.startRegistry() : first
    const key = await operatorKeyOf(bed.folder)
    const state = join(bed.folder, 'state')
    const gateways = [await startGateway(first, state), await startGateway(second, `${state}-2`)]
    const load = gateways.map(ask)
    const untilMoons = (there: boolean) =>
      Promise.all(
        gateways.map((gateway) =>
          untilTrue(
            async () => ((await createClient(gateway.url).ask(MOONS)).errors === undefined) === there,
          ),
        ),
      )

    const published = await graph(first, key, bed.folder, PUBLISH)
    expect(published).toMatchObject({ code: 0, output: expect.stringMatching(/release 2\.\n$/) })
    const began = performance.now()
    await untilMoons(true)
    const followed = performance.now() - began
    const back = await graph(second, key, bed.folder, ['rollback', '--to', '1', '--message', 'back'])
    expect(back.output).toBe('Release 3 has the content of release 1.\n')
    const turned = performance.now()
    await untilMoons(false)
    const returned = performance.now() - turned
    const answered = await Promise.all(load.map((one) => one.stop()))
    for (const { asked, lost } of answered) {
      expect(asked).toBeGreaterThan(50)
      expect(lost).toEqual([])
    }
    const seconds = [followed, returned].map((milliseconds) => (milliseconds / 1_000).toFixed(1))
    const asked = answered.reduce((sum, one) => sum + one.asked, 0)
    await context.annotate(
      `publish followed in ${seconds[0]} s, rollback in ${seconds[1]} s; ${asked} requests, none lost`,
    )
    expect(followed).toBeLessThan(followMs())
    expect(returned).toBeLessThan(followMs())

    for (const registry of new Set([first, second])) registry.signal('SIGKILL')
    await Promise.all([first.ended, second.ended])
    const alone = await startGateway(first, state)
    expect(await createClient(alone.url).ask(QUERY)).toEqual({
      data: { item: { name: 'Tea', rating: { stars: 5 } } },
    })
  }, 120_000)
})

describe('a registry that is killed at any moment of a publication', () => {
  it('has published all of it or nothing', async () => {
    const bed = await prepare({})
    await writeFile(join(bed.folder, 'moons.graphql'), starsWith('moons'))
    let registry = await bed.startRegistry()
    const key = await operatorKeyOf(bed.folder)
    const outcomes = new Set<number>()
    for (let round = 0; round < 12; round++) {
      const before = await releaseOf(registry)
      const publication = graph(registry, key, bed.folder, PUBLISH)
      // The command itself takes some 400 ms to begin.
      await sleep(250 + round * 60)
      registry.signal('SIGKILL')
      await Promise.all([registry.ended, publication])
      registry = await bed.startRegistry()
      const after = await releaseOf(registry)
      outcomes.add(after.number - before.number)
      expect([before.number, before.number + 1]).toContain(after.number)
      expect(after.text.includes('moons')).toBe(after.number > before.number)
      if (after.number > before.number)
        await graph(registry, key, bed.folder, ['rollback', '--to', '1', '--message', 'again'])
    }
    expect(outcomes.has(0)).toBe(true)
  }, 180_000)
})

async function releaseOf({ url }: RunningProcess): Promise<{ number: number; text: string }> {
  const response = await fetch(`${url}/v1/schema`)
  const text = await response.text()
  return { number: JSON.parse(text).release, text }
}
