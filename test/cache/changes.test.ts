import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { startAllInOne } from '../../gateway/allInOne.ts'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import { createLog } from '../../kit/log.ts'
import { packageRoot } from '../../kit/root.ts'
import { announceChanges } from '../../subgraphs/_kit/changes.ts'
import type { FeedSurroundings } from '../../subgraphs/_kit/feed.ts'
import { createGatewayTeller } from '../../subgraphs/_kit/gatewayTeller.ts'
import { createSubgraph } from '../../subgraphs/_kit/subgraph.ts'
import { serveSubgraph } from '../../subgraphs/_kit/subgraphServer.ts'
import { TEST_NOW } from '../../subgraphs/_kit/testSubgraph.ts'
import { definition as culture } from '../../subgraphs/culture/server.ts'
import { createClient, type Client } from '../kit/client.ts'
import { startRedis } from '../kit/redis.ts'
import { planHere } from '../kit/planHere.ts'

const LOG = createLog('test', 'silent')
const SECRET = 'a secret of the tests'
const SURROUNDINGS = { clock: () => TEST_NOW, random: () => 0.5, log: LOG }
const REGISTER = await readFile(new URL('subgraphs/culture/data/museums.csv', packageRoot), 'utf8')

const redis = await startRedis()
afterAll(() => redis?.stop())

const leftOver: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of leftOver.splice(0).toReversed()) await stop()
})

describe('a source that has changed', () => {
  it('is answered anew by the gateway of its own process', async () => {
    const source = await startSource()
    const running = await startAllInOne(
      { PORT: '0', FEED_ICM_MUSEUMS_URL: source.url },
      SURROUNDINGS,
      planHere,
    )
    leftOver.push(running.stop)
    await Promise.all(running.subgraphs.map((subgraph) => subgraph.tried()))
    const client = createClient(running.url)
    await assertKept(client)
    source.rename('The Art Museum')
    // Reads each feed once more, as its interval would.
    await running.subgraphs.find(({ name }) => name === 'culture')?.start()
    await expect.poll(() => askName(client), { timeout: 5_000 }).toBe('The Art Museum')
  })

  it('is answered anew by gateways elsewhere, by the one that is told and by those that share its Redis', async () => {
    const source = await startSource()
    const bureau = await startCulture(source.url)
    const shared = redis === null ? {} : { REDIS_URL: redis.url }
    const told = await startRemoteGateway(bureau.url, shared)
    const other = redis === null ? told : await startRemoteGateway(bureau.url, shared)
    await bureau.announceTo(told.url)
    for (const { client } of [told, other]) await assertKept(client)
    source.rename('The Art Museum')
    await bureau.readAgain()
    for (const { client } of [told, other])
      await expect.poll(() => askName(client), { timeout: 5_000 }).toBe('The Art Museum')
  })

  it('is told to a gateway that knows only one of two secrets', async () => {
    const source = await startSource()
    const bureau = await startCulture(source.url)
    const gateway = await startRemoteGateway(bureau.url)
    await bureau.announceTo(gateway.url, ['a secret that is no more', SECRET])
    await assertKept(gateway.client)
    source.rename('The Art Museum')
    await bureau.readAgain()
    await expect.poll(() => askName(gateway.client), { timeout: 5_000 }).toBe('The Art Museum')
  })

  it('is told in vain to a gateway that knows neither, and harms nobody', async () => {
    const source = await startSource()
    const bureau = await startCulture(source.url)
    const gateway = await startRemoteGateway(bureau.url)
    await bureau.announceTo(gateway.url, ['a secret that is no more'])
    await assertKept(gateway.client)
    source.rename('The Art Museum')
    await bureau.readAgain()
    expect(await askName(gateway.client)).toBe('Macao Museum of Art')
  })
})

describe('a replica that starts', () => {
  it.each([
    ['drops nothing when it answers from what another has published', 'Macao Museum of Art', true],
    ['drops what is kept when it answers from something newer', 'The Art Museum', false],
  ])('%s', async (_what, name, isKept) => {
    const source = await startSource()
    const first = await startCulture(source.url)
    const shared = redis === null ? {} : { REDIS_URL: redis.url }
    const told = await startRemoteGateway(first.url, shared)
    const other = redis === null ? told : await startRemoteGateway(first.url, shared)
    await first.announceTo(told.url)
    for (const { client } of [told, other]) await assertKept(client)
    source.rename(name)
    const second = await startCulture(source.url)
    // Nobody can be asked any more: what is answered now was kept.
    await first.stop()
    await second.announceTo(other.url)
    for (const { client } of [told, other])
      expect((await askName(client)) === 'Macao Museum of Art').toBe(isKept)
  })
})

describe('a feed', () => {
  it('names types that its subgraph has: what is misspelt would never be dropped', () => {
    const misspelt = {
      ...culture,
      createSource(surroundings: FeedSurroundings) {
        const source = culture.createSource(surroundings)
        const [first, ...others] = source.feeds
        if (first === undefined) throw new Error('The bureau has no feeds.')
        return { ...source, feeds: [Object.assign(first, { types: ['Musem'] }), ...others] }
      },
    }
    expect(() => createSubgraph(misspelt, { ...SURROUNDINGS, environment: {} })).toThrow(
      /^Feed "icm-[a-z-]+": expected types of the schema; got "Musem"\.$/,
    )
  })
})

describe('a gateway lets a subgraph drop what is kept', () => {
  it.each([
    ['by the secret that they share', SECRET, SECRET, { subgraph: 'culture' }, 200],
    ['never by another', SECRET, 'a secret of somebody', { subgraph: 'culture' }, 401],
    ['never by an empty one', SECRET, '', { subgraph: 'culture' }, 401],
    ['never where they share none', '', SECRET, { subgraph: 'culture' }, 401],
    ["never of a subgraph that is nobody's", SECRET, SECRET, { subgraph: 'nothing' }, 403],
    ["of which no bureau's token may", SECRET, SECRET, { subgraph: 'culture' }, 200, 'tourism=mgto'],
  ])('%s', async (_what, known, presented, body, status, bureaus = '') => {
    const environment = { GATEWAY_SECRET: known, SUBGRAPH_BUREAUS: bureaus }
    const { client } = await startRemoteGateway('http://127.0.0.1:1', environment)
    const answer = await client.send('/cache/invalidate', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-gateway-secret': presented },
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(status)
  })
})

async function askName({ ask }: Client): Promise<unknown> {
  const { data } = await ask('{ museum(id: "mam") { name { en } } }')
  return isNamed(data) ? data.museum.name.en : data
}

function isNamed(data: unknown): data is { readonly museum: { readonly name: { readonly en: string } } } {
  return JSON.stringify(data)?.startsWith('{"museum":{"name":') === true
}

/** It is asked, and then given from memory. */
async function assertKept(client: Client): Promise<void> {
  expect(await askName(client)).toBe('Macao Museum of Art')
  const { headers } = await client.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ museum(id: "mam") { name { en } } }' }),
  })
  expect(headers['cache-control']).toMatch(/^public, max-age=\d{5}$/)
}

/** The bureau's register of museums, in which one can be renamed. */
async function startSource() {
  let body = REGISTER
  const server = createServer((_, response) => response.end(body))
  const url = await listen(server)
  return {
    url,
    rename: (name: string) => {
      body = REGISTER.replace('Macao Museum of Art', name)
    },
  }
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  leftOver.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.')
  return `http://127.0.0.1:${address.port}`
}

async function startCulture(sourceUrl: string) {
  const subgraph = createSubgraph(culture, {
    ...SURROUNDINGS,
    environment: { FEED_ICM_MUSEUMS_URL: sourceUrl },
  })
  const service = await serveSubgraph(subgraph, {
    host: '127.0.0.1',
    port: 0,
    gatewaySecrets: [SECRET],
    drainMilliseconds: 100,
    log: LOG,
  })
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= service.stop())
  leftOver.push(stop)
  await subgraph.tried()
  return {
    url: service.url,
    stop,
    async readAgain() {
      await subgraph.start()
      await subgraph.tried()
    },
    async announceTo(gatewayUrl: string, secrets: readonly string[] = [SECRET]): Promise<void> {
      const { begun, stop } = announceChanges(subgraph, createGatewayTeller(gatewayUrl, secrets), LOG)
      leftOver.push(stop)
      await begun
    },
  }
}

async function startRemoteGateway(subgraphUrl: string, environment: Readonly<Record<string, string>> = {}) {
  const settings = {
    PORT: '0',
    GATEWAY_SECRET: SECRET,
    SUBGRAPH_URLS: `culture=${subgraphUrl}/graphql`,
    ...environment,
  }
  const gateway = await startGateway(readConfig(settings), LOG, new Map(), settings, planHere)
  leftOver.push(gateway.stop)
  return { url: gateway.url, client: createClient(gateway.url) }
}
