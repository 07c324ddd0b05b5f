import type { IncomingHttpHeaders } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { Environment } from '../../kit/config.ts'
import { GATEWAY_SECRET_HEADER } from '../../kit/gatewaySecret.ts'
import { createLog } from '../../kit/log.ts'
import {
  createSubgraph,
  type SubgraphDefinition,
  type SubgraphSource,
} from '../../subgraphs/_kit/subgraph.ts'
import { serveSubgraph } from '../../subgraphs/_kit/subgraphServer.ts'
import { TEST_NOW } from '../../subgraphs/_kit/testSubgraph.ts'
import { startTracing } from '../../subgraphs/_kit/trace/tracing.ts'
import { definition as template } from '../../subgraphs/_template/server.ts'
import { definition as catalogue } from '../../subgraphs/catalogue/server.ts'
import { migrate, seed } from '../../subgraphs/culture/migrate.ts'
import { definition as culture } from '../../subgraphs/culture/server.ts'
import { createClient } from '../kit/client.ts'
import { startListener } from '../kit/listener.ts'
import { startOtlpReceiver, type ReceivedSpan } from '../kit/otlpReceiver.ts'
import { startPostgres } from '../kit/postgres.ts'
import { TEST_SECRET } from '../kit/subgraph.ts'
import { keep, stopAll } from './seenGateway.ts'

afterEach(stopAll)

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const PARENT = '00f067aa0ba902b7'
const SAMPLED = `00-${TRACE}-${PARENT}-01`

/** A subgraph over HTTP as its process serves it, whose traces are collected. */
async function startTraced<S extends SubgraphSource, C extends object>(
  definition: SubgraphDefinition<S, C>,
  environment: Environment = {},
) {
  const collector = keep(await startOtlpReceiver())
  const log = createLog('test', 'silent')
  const endpoint = { endpoint: collector.url, headers: {}, serviceName: `macao-${definition.name}` }
  const tracing = startTracing(endpoint, log)
  let now = TEST_NOW.getTime()
  // What is kept for a moment is old at the next look.
  const clock = () => new Date((now += 10_000))
  const surroundings = { environment, clock, random: () => 0.5, log, tracing }
  const subgraph = createSubgraph(definition, surroundings)
  const served = keep(
    await serveSubgraph(subgraph, {
      host: '127.0.0.1',
      port: 0,
      gatewaySecrets: [TEST_SECRET],
      drainMilliseconds: 1_000,
      log,
      tracing,
    }),
  )
  await subgraph.tried()
  const { send } = createClient(served.url)
  return {
    async post(path: string, body: object, headers: Readonly<Record<string, string>>) {
      const { status } = await send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [GATEWAY_SECRET_HEADER]: TEST_SECRET, ...headers },
        body: JSON.stringify(body),
      })
      return status
    },
    /** All spans, once all are sent. */
    async spans(): Promise<readonly ReceivedSpan[]> {
      await tracing.stop()
      expect(collector.faults).toEqual([])
      return collector.spans
    },
  }
}

/** A server that answers each request alike, and what headers came. */
async function startAsked(status: number, body: string) {
  const received: IncomingHttpHeaders[] = []
  const listening = keep(
    await startListener((request, response) => {
      received.push(request.headers)
      response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    }),
  )
  return { url: new URL(listening.url).origin, received }
}

const inTrace = (spans: readonly ReceivedSpan[]) => spans.filter(({ traceId }) => traceId === TRACE)

describe('the trace of a request', () => {
  const FEEDS = { query: '{ feeds { id } }' }

  it('goes on through a subgraph to what it asks for it', async () => {
    const other = await startAsked(200, '[]')
    const subgraph = await startTraced(catalogue, { CATALOGUE_STATUS_URLS: `transport=${other.url}` })
    const before = other.received.length
    expect(
      await subgraph.post('/graphql', FEEDS, {
        traceparent: SAMPLED,
        tracestate: 'a=b',
        'x-request-id': 'request-1',
      }),
    ).toBe(200)
    const spans = inTrace(await subgraph.spans())
    const [request, call, ...others] = spans.toSorted((a, b) => a.kind - b.kind)
    expect(others).toEqual([])
    expect(request).toMatchObject({
      name: 'POST /graphql',
      kind: 2,
      parentSpanId: PARENT,
      traceState: 'a=b',
      service: 'macao-catalogue',
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'http.response.status_code': 200,
        'gateway.request.id': 'request-1',
      },
    })
    expect(call).toMatchObject({
      name: 'GET',
      kind: 3,
      parentSpanId: request?.spanId,
      attributes: {
        'server.address': '127.0.0.1',
        'server.port': Number(new URL(other.url).port),
        'http.response.status_code': 200,
      },
    })
    expect(other.received.slice(before)).toMatchObject([
      { traceparent: `00-${TRACE}-${call?.spanId}-01`, tracestate: 'a=b' },
    ])
  })

  it.each([
    ['is not kept', SAMPLED.replace(/01$/, '00')],
    ['cannot be read', 'sampled'],
  ])('has no span of a subgraph where it %s', async (_, traceparent) => {
    const other = await startAsked(200, '[]')
    const subgraph = await startTraced(catalogue, { CATALOGUE_STATUS_URLS: `transport=${other.url}` })
    expect(await subgraph.post('/graphql', FEEDS, { traceparent })).toBe(200)
    expect((await subgraph.spans()).filter(({ name }) => name.includes('/graphql'))).toEqual([])
    expect(other.received.map(({ traceparent: sent }) => sent)).toEqual(other.received.map(() => undefined))
  })

  it('is not continued for somebody without the secret', async () => {
    const subgraph = await startTraced(template)
    const stranger = { traceparent: SAMPLED, [GATEWAY_SECRET_HEADER]: 'a guess' }
    expect(await subgraph.post('/graphql', FEEDS, stranger)).toBe(403)
    expect(inTrace(await subgraph.spans())).toEqual([])
  })

  it('shows the statements of a database, without their values', async ({ skip }) => {
    const postgres = await startPostgres()
    if (postgres === null) return skip()
    keep(postgres)
    await migrate(postgres.url)
    await seed(postgres.url)
    const subgraph = await startTraced(culture, { CULTURE_DATABASE_URL: postgres.url })
    await subgraph.post('/graphql', { query: '{ museum(id: "mam") { id } }' }, { traceparent: SAMPLED })
    const spans = inTrace(await subgraph.spans())
    const request = spans.find(({ name }) => name === 'POST /graphql')
    expect(spans.filter(({ kind }) => kind === 3)).toMatchObject([
      {
        name: 'SELECT museums',
        parentSpanId: request?.spanId,
        attributes: { 'db.system.name': 'postgresql', 'db.collection.name': 'museums' },
      },
    ])
    expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toContain('mam')
  })
})

describe('the trace of a feed', () => {
  const readFeed = (url: string) => ({ FEED_TEMPLATE_NOTICES_URL: `${url}/notices.csv?key=secret` })

  it('begins with its reading where a timer asks for it, and goes on to the source', async () => {
    const source = await startAsked(500, 'no')
    const subgraph = await startTraced(template, readFeed(source.url))
    const spans = await subgraph.spans()
    const reading = spans.find(({ name }) => name === 'feed template-notices')
    const call = spans.find(({ name }) => name === 'GET')
    expect(reading?.parentSpanId).toBeUndefined()
    expect(reading).toMatchObject({
      service: 'macao-template',
      status: { code: 2 },
      attributes: { 'gateway.feed': 'template-notices', 'error.type': 'FeedFormatError' },
    })
    expect(call).toMatchObject({
      traceId: reading?.traceId,
      parentSpanId: reading?.spanId,
      attributes: { 'http.response.status_code': 500 },
    })
    expect(source.received[0]?.['traceparent']).toBe(`00-${call?.traceId}-${call?.spanId}-01`)
    expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toContain('secret')
  })

  it('is that of the request that asked for it', async () => {
    const source = await startAsked(500, 'no')
    const subgraph = await startTraced(template, readFeed(source.url))
    const order = { action: 'read', id: 'template-notices' }
    expect(await subgraph.post('/feeds', order, { traceparent: SAMPLED })).toBe(200)
    const spans = inTrace(await subgraph.spans())
    const parents = new Map(spans.map(({ spanId, name }) => [spanId, name]))
    expect(
      spans.map(({ name, parentSpanId = '' }) => [name, parents.get(parentSpanId) ?? parentSpanId]),
    ).toEqual([
      ['GET', 'feed template-notices'],
      ['feed template-notices', 'POST /feeds'],
      ['POST /feeds', PARENT],
    ])
  })
})
