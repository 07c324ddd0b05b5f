import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FormattedExecutionResult } from 'graphql'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import { createAudit } from '../../gateway/audit/audit.ts'
import { readConfig } from '../../gateway/process/config/config.ts'
import { buildGraph } from '../../gateway/graph/graph.ts'
import { ANONYMOUS, type Caller } from '../../gateway/access/caller.ts'
import { askNoPolicies, createAskPolicies, type EvaluatePolicies } from '../../gateway/access/policy.ts'
import { createDeadlines } from '../../kit/concurrency/deadlines.ts'
import { createScheduler } from '../../kit/concurrency/scheduler.ts'
import { createJsonBodies } from '../../gateway/request/jsonBody.ts'
import { handleRequest } from '../../gateway/request/handle.ts'
import { ANY_TEXT } from '../../gateway/request/documents/documents.ts'
import type { PipelineParts } from '../../gateway/request/pipeline.ts'
import { createTableBudget, TABLES_BYTES } from '../../gateway/request/table/readWhole.ts'
import { createQuotaCounts } from '../../gateway/traffic/quotas.ts'
import { createTraffic } from '../../gateway/traffic/traffic.ts'
import { createCoalesceBy } from '../../kit/concurrency/coalesceByObject.ts'
import { openCache, openResponseCache } from '../../gateway/cache/openCache.ts'
import { createTransports as createGatewayTransports } from '../../gateway/subgraphs/transports.ts'
import { OWNED_BY_SPEC } from '../../schema/codes.ts'
import type { Environment } from '../../kit/config.ts'
import { createClient } from '../kit/client.ts'
import { compose } from '../kit/federation/federation.ts'
import type { TestSubgraph } from '../kit/federation/subgraph.ts'
import { createTransports } from '../kit/federation/transport.ts'
import { planHere } from '../kit/planHere.ts'
import { createStartRecord } from '../../gateway/telemetry/startRecord.ts'
import { passTraceOn } from '../../gateway/telemetry/traces/traceContext.ts'
import { createReadClient } from '../../gateway/telemetry/use/useClient.ts'
import type { GatewayFetcher } from '../../gateway/subgraphs/subgraphFetcher.ts'

export interface Asked {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly caller?: Caller
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answered extends FormattedExecutionResult {
  readonly status: number
  /** What `WWW-Authenticate` asks for. */
  readonly challenge: string | string[] | undefined
  readonly cacheControl: string | string[] | undefined
  /** What was sent to which subgraph, as "name: query variables". */
  readonly sent: readonly string[]
  /** The lines that went to the log. */
  readonly logged: readonly Readonly<Record<string, unknown>>[]
}

export type AskGateway = (asked: Asked) => Promise<Answered>

export interface AccessOptions {
  readonly environment?: Environment
  readonly policies?: EvaluatePolicies
  readonly policyDeadlineMs?: number
  /** Changes the supergraph as another composer might have written it. */
  readonly edit?: (supergraphSdl: string) => string
}

/** The whole way of a request over HTTP, around these subgraphs; who asks is said by the test in place of a token. */
export async function startAccessGateway(
  subgraphs: readonly TestSubgraph[],
  { environment = {}, policies, policyDeadlineMs = 1_000, edit = (sdl) => sdl }: AccessOptions = {},
): Promise<AskGateway> {
  // Every answer of a subgraph is kept: what one caller leaves behind, others must not be shown.
  const kept = subgraphs.map(({ name }) => `${name}=60`).join()
  const config = readConfig({ CACHE_DEFAULT_SECONDS: kept, ...environment })
  const lines: string[] = []
  const log = pino({}, { write: (line) => void lines.push(line) })
  const reach = createTransports(subgraphs)
  const local = new Map(subgraphs.map(({ name }) => [name, reach]))
  const cache = openCache(config.cache, undefined)
  const [scheduler, deadlines] = [createScheduler(), createDeadlines()]
  const transports = createGatewayTransports(config, local, cache, {
    scheduler,
    deadlines,
    onCircuitChange() {},
    onCall() {},
  })
  const traffic = createTraffic(config, undefined, { scheduler, deadlines, log })
  const sent = new Map<string, string[]>()
  const supergraph = edit(compose(subgraphs))
  const call: GatewayFetcher = (request, context) => {
    sent.get(context.requestId)?.push(`${request.subgraph}: ${request.query} ${request.variables}`)
    return transports.call(request, context)
  }
  const graph = await buildGraph(supergraph, config, call, planHere(supergraph))
  const audit = await createAudit(config.audit, log, () => new Date())
  const coalesce: PipelineParts['coalesce'] = createCoalesceBy()
  const responses: PipelineParts['responses'] = openResponseCache(config.cache, cache, () => {})
  const callers = new Map<string, Caller>()
  const bodies = createJsonBodies(config.maxBodyBytes, config.memories.bodies)
  const server = createServer((incoming, outgoing) => {
    const parts: PipelineParts = {
      config,
      documents: ANY_TEXT,
      coalesce,
      responses,
      bodies,
      scheduler,
      deadlines,
      tables: createTableBudget(TABLES_BYTES),
      traffic,
      quotas: createQuotaCounts(undefined, Date.now),
      warnOfUnequalLists: () => {},
      generation: () => 0,
      graph: () => graph,
      identify: (headers: readonly string[]) => Promise.resolve(callers.get(headers[0] ?? '') ?? ANONYMOUS),
      askPolicies: policies ? createAskPolicies(policies, policyDeadlineMs, log) : askNoPolicies,
      audit,
      startRecord: createStartRecord(passTraceOn, []),
      readClient: createReadClient(),
      countUse: () => {},
      log,
      dataSets: () => new Map(),
    }
    void handleRequest(parts, incoming, outgoing)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await graph.close()
    await transports.close()
    cache?.stop()
  })
  const client = createClient(`http://127.0.0.1:${portOf(server.address())}`)
  let count = 0
  return async ({ query, variables = {}, caller = ANONYMOUS, headers = {} }) => {
    const id = `request-${count++}`
    callers.set(id, caller)
    sent.set(id, [])
    const {
      status,
      body,
      headers: answered,
    } = await client.send('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        'x-request-id': id,
        authorization: id,
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    })
    const result: FormattedExecutionResult = JSON.parse(body)
    const logged = lines.map((line) => JSON.parse(line)).filter(({ requestId }) => requestId === id)
    const { 'www-authenticate': challenge, 'cache-control': cacheControl } = answered
    return { ...result, status, challenge, cacheControl, sent: sent.get(id) ?? [], logged }
  }
}

const stops: (() => Promise<void>)[] = []
afterAll(() => Promise.all(stops.splice(0).map((stop) => stop())))

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string')
    throw new Error('expected a server that listens on a port')
  return address.port
}

/** Somebody with a token that grants these scopes. */
export function callerWith(
  scopes: readonly string[],
  claims: Readonly<Record<string, unknown>> = {},
): Caller {
  return { kind: 'verified', subject: 'somebody', issuer: 'test', scopes: new Set(scopes), claims }
}

/** What a subgraph's schema says in order to use `@ownedBy`. */
export const OWNED_BY = `
  extend schema @link(url: "${OWNED_BY_SPEC}", import: ["@ownedBy"]) @composeDirective(name: "@ownedBy")
  directive @ownedBy(claim: String!, field: String!) on FIELD_DEFINITION
`
