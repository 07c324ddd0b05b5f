import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get as httpGet, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { execute, parse } from 'graphql'
import { z } from 'zod'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import type { Environment } from '../../kit/config.ts'
import { createLog } from '../../kit/log.ts'
import { startListener } from '../kit/listener.ts'
import { planHere } from '../kit/planHere.ts'

/** How a bureau of bus stops goes wrong. */
export type Fault = 'hangs up' | 'reports an error' | 'gives null' | 'hides the rest' | 'gives an error page'

export interface StopsSettings {
  readonly rows: number
  readonly fault?: Fault
  /** How many pages are answered before the fault. */
  readonly goodPages?: number
  /** The name of each stop. */
  readonly name?: string
}

export interface Got {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly trailers: NodeJS.Dict<string>
  readonly bytes: Buffer
  /** False where the connection broke. */
  readonly isComplete: boolean
}

export interface StopsGateway {
  readonly url: string
  get(path: string, headers?: Readonly<Record<string, string>>, method?: string): Promise<Got>
  stop(): Promise<void>
}

/** A gateway before a bureau of bus stops whose pages are made when they are asked for; the query is `/q/stops`. */
export async function startStopsGateway(
  settings: StopsSettings,
  environment: Environment = {},
): Promise<StopsGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'stops-'))
  await writeFile(join(folder, 'stops.graphql'), QUERY)
  const bureau = await startStopsBureau(settings)
  const config = readConfig({
    PORT: '0',
    GATEWAY_SECRET: 'a secret of the tests',
    SUBGRAPH_URLS: `transport=${bureau.url}`,
    SAVED_QUERIES: folder,
    CACHE_MEMORY_MB: '8',
    ...environment,
  })
  const gateway = await startGateway(config, createLog('test', 'silent'), new Map(), {}, planHere)
  return {
    url: gateway.url,
    get: (path, headers, method) => getBytes(gateway.url + path, headers, method),
    async stop() {
      await gateway.stop()
      await bureau.stop()
      await rm(folder, { recursive: true })
    },
  }
}

const QUERY = 'query Stops { busStops(first: 100) { nodes { id name { zh } } } }'

const SDL = readFileSync(new URL('../../subgraphs/transport/schema.graphql', import.meta.url), 'utf8')
const schema = buildSubgraphSchema(parse(SDL))

function startStopsBureau(settings: StopsSettings) {
  return startListener((request, response) => {
    void (async () => {
      const { query, variables } = question.parse(await json(request))
      const document = parse(query)
      const rootValue = { busStops: ({ after }: { readonly after?: string }) => pageAfter(settings, after) }
      if (fails(settings, variables) && breaksHttp(settings.fault, response)) return
      const result = await execute({ schema, document, variableValues: variables, rootValue })
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
    })()
  })
}

const question = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) })

/** A page is asked for with the number of rows before it as its cursor. */
function fails(settings: StopsSettings, variables: Readonly<Record<string, unknown>>): boolean {
  const cursors = Object.values(variables).filter((value) => typeof value === 'string')
  return isBeyond(settings, Number(cursors[0] ?? 0))
}

function isBeyond({ fault, goodPages = 0 }: StopsSettings, from: number): boolean {
  return fault !== undefined && from >= goodPages * 100
}

function breaksHttp(fault: Fault | undefined, response: ServerResponse): boolean {
  if (fault === 'hangs up') response.destroy()
  else if (fault === 'gives an error page') response.writeHead(502).end('Bad gateway')
  else return false
  return true
}

function pageAfter(settings: StopsSettings, after: string | undefined) {
  const from = Number(after ?? 0)
  const { fault, rows, name = '巴士站' } = settings
  if (isBeyond(settings, from)) {
    if (fault === 'reports an error') throw new Error('The source has gone.')
    if (fault === 'gives null') return null
  }
  const count = Math.min(100, rows - from)
  const nodes = Array.from({ length: count }, (_, index) => ({ id: `${from + index}`, name: { zh: name } }))
  const hides = fault === 'hides the rest' && isBeyond(settings, from)
  return {
    totalCount: rows,
    nodes,
    pageInfo: { hasNextPage: from + count < rows, endCursor: hides ? null : `${from + count}` },
  }
}

export function getBytes(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
  localAddress?: string,
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = httpGet(url, { headers, method, localAddress, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', () => {})
      response.on('close', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          trailers: response.trailers,
          bytes: Buffer.concat(parts),
          isComplete: response.complete,
        }),
      )
    })
    request.on('error', reject)
  })
}
