import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { execute, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway, type RunningGateway } from '../../gateway/process/gateway.ts'
import { createLog } from '../../kit/log.ts'
import { planHere } from '../kit/planHere.ts'

const ROWS = 100_000
const NAME = '巴'.repeat(300)
const MEGABYTE = 1024 * 1024

describe('a list of 100,000 rows of about a kilobyte', () => {
  let bureau: EndlessBureau
  let gateway: RunningGateway
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'streams-'))
    const query = 'query Stops { busStops(first: 100) { nodes { id name { zh } } } }'
    await writeFile(join(folder, 'stops.graphql'), query)
    bureau = await startEndlessBureau()
    const config = readConfig({
      PORT: '0',
      GATEWAY_SECRET: 'a secret of the tests',
      SUBGRAPH_URLS: `transport=${bureau.url}/graphql`,
      SAVED_QUERIES: folder,
      // Filled by the first hundred pages.
      CACHE_MEMORY_MB: '8',
    })
    gateway = await startGateway(config, createLog('test', 'silent'), new Map(), {}, planHere)
  })
  afterAll(async () => {
    await gateway.stop()
    await bureau.stop()
    await rm(folder, { recursive: true })
  })

  it.each([
    ['ndjson', ROWS],
    ['csv', ROWS + 1],
  ])(
    'passes through as %s and leaves no more in memory after 1,000 pages than after 200',
    async (format, lines) => {
      const collect = exposeCollector()
      const heaps: number[] = []
      const resident: number[] = []
      bureau.watch((page) => {
        if (page % 100 !== 0) return
        resident.push(process.memoryUsage.rss() / MEGABYTE)
        collect()
        heaps.push(process.memoryUsage().heapUsed / MEGABYTE)
      })
      expect(await countLines(await open(`${gateway.url}/q/stops.${format}`))).toBe(lines)
      expect(heaps).toHaveLength(10)
      // To hold the rows would take 60 MB and more; measured growth is one.
      expect(Math.max(...heaps.slice(2)) - (heaps[1] ?? 0)).toBeLessThan(12)
      // The bureau and the client are in this process too.
      expect((resident.at(-1) ?? 0) - (resident[1] ?? 0)).toBeLessThan(64)
    },
    120_000,
  )

  it('waits for a client that reads slowly', { timeout: 120_000 }, async () => {
    bureau.watch(() => undefined)
    const response = await open(`${gateway.url}/q/stops.ndjson`)
    await once(response, 'readable')
    // What the system's own buffers take is asked for; measured, 62 pages of the 1,000.
    expect(await untilStill(bureau.pages)).toBeLessThan(300)
    expect(await countLines(response)).toBe(ROWS)
  })

  it('asks no more when the client has gone', { timeout: 60_000 }, async () => {
    bureau.watch(() => undefined)
    const response = await open(`${gateway.url}/q/stops.csv`)
    await once(response, 'readable')
    response.destroy()
    expect(await untilStill(bureau.pages)).toBeLessThan(300)
  })
})

interface EndlessBureau {
  readonly url: string
  /** Counts pages from none again, and tells of each. */
  watch(onPage: (page: number) => void): void
  readonly pages: () => number
  stop(): Promise<void>
}

/** The transport bureau's schema over a list that need never be whole: each page is made when it is asked for. */
async function startEndlessBureau(): Promise<EndlessBureau> {
  const sdl = readFileSync(new URL('../../subgraphs/transport/schema.graphql', import.meta.url), 'utf8')
  const schema = buildSubgraphSchema(parse(sdl))
  let pages = 0
  let tell = (_page: number): void => undefined
  const rootValue = { busStops: ({ after }: { readonly after?: string }) => pageAfter(Number(after ?? 0)) }
  const server = createServer(async (request, response) => {
    const { query, variables } = question.parse(await json(request))
    const result = await execute({ schema, document: parse(query), variableValues: variables, rootValue })
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
    tell(++pages)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    watch(onPage) {
      pages = 0
      tell = onPage
    },
    pages: () => pages,
    stop: () => stopServer(server),
  }
}

const question = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) })

/** A table asks of each page what it is made of. */
const provenance = {
  datasetTitle: { en: 'Bus stops' },
  dataset: { __typename: 'Dataset', id: 'dsat-bus-stops' },
  retrievedAt: '2026-11-22T00:00:00Z',
  stale: false,
  sample: true,
}

function pageAfter(from: number) {
  const nodes = Array.from({ length: 100 }, (_, index) => ({
    id: `${from + index}`,
    name: { zh: NAME },
    provenance,
  }))
  const pageInfo = { hasNextPage: from + 100 < ROWS, endCursor: `${from + 100}` }
  return { totalCount: ROWS, nodes, pageInfo }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.')
  return address.port
}

async function stopServer(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
}

async function open(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, resolve).once('error', reject)
  })
}

async function countLines(response: IncomingMessage): Promise<number> {
  let lines = 0
  for await (const chunk of response) for (const byte of Buffer.from(chunk)) if (byte === 10) lines++
  return lines
}

/** The count when it has been the same for half a second. */
async function untilStill(count: () => number): Promise<number> {
  for (;;) {
    const before = count()
    await new Promise((resolve) => setTimeout(resolve, 500))
    if (count() === before) return before
  }
}

/** What is garbage says nothing of what is held. */
function exposeCollector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}
