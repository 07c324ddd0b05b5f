import { EventEmitter, once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { graphql } from 'graphql'
import { pino } from 'pino'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import type { Environment } from '../../kit/config.ts'
import { createClient, type Client } from '../kit/client.ts'
import { compose } from '../kit/federation/federation.ts'
import { defineSubgraph } from '../kit/federation/subgraph.ts'
import { startListener } from '../kit/listener.ts'
import { planHere } from '../kit/planHere.ts'

const shops = defineSubgraph(
  'shops',
  `type Query { shops(near: String): [Shop!]! hello(to: String): String }
   type Shop @key(fields: "id") { id: ID! name: String }`,
  {
    Query: { shops: () => ['1', '2'].map((id) => ({ id, name: `shop ${id}` })), hello: () => 'hello' },
  },
)

const stock = defineSubgraph(
  'stock',
  `type Query { articles: Int }
   type Shop @key(fields: "id") { id: ID! pieces: Int }`,
  {
    Query: { articles: () => 3 },
    Shop: { __resolveReference: ({ id }: { id: string }) => ({ id, pieces: Number(id) }) },
  },
)

export type Line = Readonly<Record<string, unknown>>

/** Answers in place of the subgraph `stock`; false where it shall answer itself. */
export type InsteadOfStock = (request: IncomingMessage, response: ServerResponse) => boolean

export interface SeenGateway extends Client {
  readonly url: string
  readonly lines: readonly Line[]
  /** All that was logged, as text. */
  readonly output: () => string
  /** The line that `isIt` holds for, once it is there. */
  line(isIt: (line: Line) => boolean): Promise<Line>
  /** The headers of each request that came to a subgraph. */
  readonly received: Readonly<Record<'shops' | 'stock', readonly IncomingHttpHeaders[]>>
  stop(): Promise<void>
}

export interface SeenSettings {
  readonly environment?: Environment
  readonly insteadOfStock?: InsteadOfStock
  /** Where `stock` is said to be, in place of where it is. */
  readonly stockUrl?: string
}

const running: (() => Promise<unknown>)[] = []

/** Stops what a test has started. */
export async function stopAll(): Promise<void> {
  for (const stop of running.splice(0).toReversed()) await stop()
}

export function keep<T extends { stop(): Promise<unknown> }>(part: T): T {
  running.push(() => part.stop())
  return part
}

/** A gateway before two subgraphs over HTTP, whose log is read. */
export async function startSeenGateway({
  environment: given = {},
  insteadOfStock = () => false,
  stockUrl,
}: SeenSettings = {}): Promise<SeenGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'seen-gateway-'))
  running.push(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'queries'))
  await writeFile(join(folder, 'queries', 'shops.graphql'), '# Shops.\nquery Shops { shops { id name } }')
  await writeFile(join(folder, 'supergraph.graphql'), compose([shops, stock]))
  const received = { shops: [] as IncomingHttpHeaders[], stock: [] as IncomingHttpHeaders[] }
  const serve = async ({ name, schema }: typeof shops, instead: InsteadOfStock): Promise<string> => {
    const listening = keep(
      await startListener(async (request, response) => {
        received[name === 'shops' ? 'shops' : 'stock'].push(request.headers)
        if (instead(request, response)) return
        const { query, variables } = JSON.parse(await text(request))
        const result = await graphql({ schema, source: query, variableValues: variables })
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
      }),
    )
    return listening.url
  }
  const urls = `shops=${await serve(shops, () => false)},stock=${stockUrl ?? (await serve(stock, insteadOfStock))}`
  const environment: Environment = {
    PORT: '0',
    SUPERGRAPH_FILE: join(folder, 'supergraph.graphql'),
    SAVED_QUERIES: join(folder, 'queries'),
    SUBGRAPH_URLS: urls,
    ACCESS_LOG_SAMPLE: '1',
    ...given,
  }
  const texts: string[] = []
  const lines: Line[] = []
  const written = new EventEmitter()
  const log = pino(
    { level: environment['LOG_LEVEL'] ?? 'trace' },
    {
      write(line) {
        texts.push(line)
        lines.push(JSON.parse(line))
        written.emit('line')
      },
    },
  )
  const gateway = await startGateway(readConfig(environment), log, new Map(), environment, planHere)
  running.push(() => gateway.stop())
  return {
    ...createClient(gateway.url),
    url: gateway.url,
    lines,
    output: () => texts.join(''),
    async line(isIt) {
      for (;;) {
        const found = lines.find(isIt)
        if (found !== undefined) return found
        await once(written, 'line')
      }
    },
    received,
    stop: () => gateway.stop(),
  }
}

/** Of the access log, by the request's id. */
export function isRequest(id: string): (line: Line) => boolean {
  return (line) => line['msg'] === 'request' && line['http.request.id'] === id
}
