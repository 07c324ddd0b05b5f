import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import { prefersOpenMetrics } from '../../gateway/telemetry/metrics/openMetrics.ts'
import { startListener } from '../kit/listener.ts'
import { startOtlpReceiver } from '../kit/otlpReceiver.ts'
import { keep, startSeenGateway, stopAll, type SeenGateway } from './seenGateway.ts'

afterEach(stopAll)

const BOTH = 'query Both { shops { id pieces } }'

/** The samples of one family as Prometheus reads them, by their labels. */
async function readSamples({ send }: SeenGateway, name: string): Promise<ReadonlyMap<string, number>> {
  const { body } = await send('/metrics')
  return new Map(
    body.split('\n').flatMap((line) => {
      const [, metric, labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
      return metric === name ? [[labels, Number(value)] as const] : []
    }),
  )
}

function askAs({ ask }: SeenGateway, client: string, query: string) {
  return ask(query, {}, { 'apollographql-client-name': client })
}

describe('metrics', () => {
  it('are not there unless they are asked for', async () => {
    const gateway = await startSeenGateway()
    expect((await gateway.send('/metrics')).status).toBe(404)
  })

  it('count requests, operations, clients, errors and calls', async () => {
    const gateway = await startSeenGateway({
      environment: { METRICS: 'true' },
      insteadOfStock(_, response) {
        response.writeHead(500).end('no')
        return true
      },
    })
    await askAs(gateway, 'app', '{ hello }')
    await askAs(gateway, 'app', BOTH)
    await askAs(gateway, 'other-app', 'query Both { nothing }')
    expect(await readSamples(gateway, 'http_server_request_duration_seconds_count')).toEqual(
      new Map([
        ['http_route="/graphql",http_request_method="POST",http_response_status_code="200",error_type=""', 1],
        [
          'http_route="/graphql",http_request_method="POST",http_response_status_code="200",error_type="SUBGRAPH_UNREACHABLE"',
          1,
        ],
        [
          'http_route="/graphql",http_request_method="POST",http_response_status_code="200",error_type="GRAPHQL_VALIDATION_FAILED"',
          1,
        ],
      ]),
    )
    expect(await readSamples(gateway, 'graphql_server_operation_duration_seconds_count')).toEqual(
      new Map([
        ['graphql_operation_name="anonymous",graphql_operation_type="query",error_type=""', 1],
        ['graphql_operation_name="Both",graphql_operation_type="query",error_type="SUBGRAPH_UNREACHABLE"', 1],
      ]),
    )
    expect(await readSamples(gateway, 'gateway_client_requests_total')).toEqual(
      new Map([
        ['client_name="app",client_verified="false",outcome="success"', 1],
        ['client_name="app",client_verified="false",outcome="failure"', 1],
      ]),
    )
    expect(await readSamples(gateway, 'gateway_errors_total')).toEqual(
      new Map([
        ['code="SUBGRAPH_UNREACHABLE"', 1],
        ['code="GRAPHQL_VALIDATION_FAILED"', 1],
      ]),
    )
    expect(await readSamples(gateway, 'http_client_request_duration_seconds_count')).toEqual(
      new Map([
        ['subgraph="shops",http_response_status_code="200",error_type=""', 2],
        ['subgraph="stock",http_response_status_code="500",error_type="status"', 1],
      ]),
    )
    expect(await readSamples(gateway, 'gateway_executions_total')).toEqual(
      new Map([['execution="executed"', 2]]),
    )
  })

  it('tell the state of breakers, of the supergraph, of memories and of the process', async () => {
    const gateway = await startSeenGateway({ environment: { METRICS: 'true' } })
    await gateway.ask('{ hello }')
    const breakers = await readSamples(gateway, 'gateway_subgraph_breaker_state')
    expect(breakers.get('subgraph="shops",state="closed"')).toBe(1)
    expect(breakers.get('subgraph="shops",state="open"')).toBe(0)
    expect([...(await readSamples(gateway, 'gateway_supergraph_info')).values()]).toEqual([1])
    expect((await readSamples(gateway, 'gateway_supergraph_refused_total')).get('')).toBe(0)
    expect((await readSamples(gateway, 'gateway_memory_limit_bytes')).get('memory="cache"')).toBe(67_108_864)
    for (const idle of ['http_server_active_requests', 'gateway_waiting_requests', 'gateway_audit_backlog'])
      expect((await readSamples(gateway, idle)).get(''), idle).toBe(0)
    expect((await readSamples(gateway, 'nodejs_heap_size_used_bytes')).get('')).toBeGreaterThan(1_000_000)
    expect((await readSamples(gateway, 'nodejs_eventloop_lag_seconds')).size).toBe(1)
  })

  it('count whom a budget refuses, by tier and budget', async () => {
    const gateway = await startSeenGateway({
      environment: { METRICS: 'true', BUDGETS: 'anonymous=11:20000' },
    })
    const refusals = () => readSamples(gateway, 'gateway_budget_refusals_total')
    await gateway.ask('{ hello }')
    expect(new Set((await refusals()).values())).toEqual(new Set([0]))
    // Ten shops are assumed, which with the request itself is all that there was.
    expect((await gateway.ask('{ shops { id } }')).errors).toHaveLength(1)
    const counts = await refusals()
    expect(counts.get('tier="anonymous",budget="cost"')).toBe(1)
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(1)
    expect([...counts.keys()]).toHaveLength(8)
  })

  it('tell how the keys of issuers stand', async () => {
    const secret = await generateKeyPair('RS256')
    const jwk = { ...(await exportJWK(secret.publicKey)), kid: 'k', alg: 'RS256' }
    const good = keep(
      await startListener((_, response) => void response.end(JSON.stringify({ keys: [jwk] }))),
    )
    const bad = keep(await startListener((_, response) => void response.writeHead(503).end()))
    const folder = await mkdtemp(join(tmpdir(), 'keys-'))
    keep({ stop: () => rm(folder, { recursive: true }) })
    const issuers = [
      { issuer: 'good', jwksUrl: good.url, algorithms: ['RS256'] },
      { issuer: 'bad', jwksUrl: bad.url, algorithms: ['RS256'] },
    ]
    await writeFile(join(folder, 'auth.json'), JSON.stringify({ issuers }))
    const gateway = await startSeenGateway({
      environment: { METRICS: 'true', AUTH_FILE: join(folder, 'auth.json') },
    })
    const read = async () => ({
      age: await readSamples(gateway, 'gateway_jwks_age_seconds'),
      failing: await readSamples(gateway, 'gateway_jwks_failing'),
    })
    const failing = (issuer: string, count: number) => [`issuer="${issuer}"`, count] as const
    expect(await read()).toEqual({
      age: new Map(),
      failing: new Map([failing('good', 0), failing('bad', 0)]),
    })
    for (const issuer of ['good', 'bad']) {
      const token = await new SignJWT({ sub: 'me' })
        .setProtectedHeader({ alg: 'RS256', kid: 'k' })
        .setIssuer(issuer)
        .setExpirationTime('1h')
        .sign(secret.privateKey)
      await gateway.ask('{ hello }', {}, { authorization: `Bearer ${token}` })
    }
    const { age, ...known } = await read()
    expect(known).toEqual({ failing: new Map([failing('good', 0), failing('bad', 1)]) })
    expect([...age.keys()]).toEqual(['issuer="good"'])
    expect(age.get('issuer="good"')).toBeGreaterThanOrEqual(0)
    expect(age.get('issuer="good"')).toBeLessThan(60)
  })

  it('have a bound, whatever clients and operations call themselves', async () => {
    const gateway = await startSeenGateway({ environment: { METRICS: 'true', LOG_LEVEL: 'silent' } })
    for (let index = 0; index < 150; index++)
      await askAs(gateway, `client-${index}`, `query Q${index} { hello }`)
    const operations = await readSamples(gateway, 'graphql_server_operation_duration_seconds_count')
    expect(operations.size).toBe(101)
    expect(
      operations.get('graphql_operation_name="other",graphql_operation_type="query",error_type=""'),
    ).toBe(50)
    const clients = await readSamples(gateway, 'gateway_client_requests_total')
    expect(clients.size).toBe(51)
    expect(clients.get('client_name="other",client_verified="false",outcome="success"')).toBe(100)
  })
})

/** As Prometheus asks. */
const OPEN_FIRST =
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1'

describe('exemplars', () => {
  async function startTraced(ratio: string) {
    const collector = keep(await startOtlpReceiver())
    const gateway = await startSeenGateway({
      environment: {
        METRICS: 'true',
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_TRACES_SAMPLER_ARG: ratio,
        OTEL_METRIC_EXPORT_INTERVAL: '600000',
      },
    })
    await gateway.ask(BOTH)
    const { body, headers } = await gateway.send('/metrics', { headers: { accept: OPEN_FIRST } })
    return { collector, gateway, body, headers }
  }

  it('name the trace of a request and of its calls, in OpenMetrics and for the collector', async () => {
    const { collector, gateway, body, headers } = await startTraced('1')
    expect(headers['content-type']).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8')
    expect(body).toMatch(/\n# EOF\n$/)
    await gateway.stop()
    const { traceId, spanId } = collector.spans.find(({ name }) => name === 'POST /graphql') ?? {}
    const named = [...body.matchAll(/^(\w+)_bucket\{.*\} \d+ # \{(.*)\} [\d.e-]+ [\d.]+$/gm)]
    expect(new Set(named.map(([, , labels]) => labels))).toEqual(
      new Set([`trace_id="${traceId}",span_id="${spanId}"`]),
    )
    expect(new Set(named.map(([, family]) => family))).toEqual(
      new Set([
        'http_server_request_duration_seconds',
        'graphql_server_operation_duration_seconds',
        'http_client_request_duration_seconds',
      ]),
    )
    const duration = collector.metrics.find(({ name }) => name === 'graphql.server.operation.duration')
    expect(duration?.histogram?.dataPoints.map(({ exemplars }) => exemplars)).toMatchObject([
      [{ traceId, spanId, asDouble: duration?.histogram?.dataPoints[0]?.sum }],
    ])
    expect(collector.faults).toEqual([])
  })

  it('name no trace that is not kept', async () => {
    expect((await startTraced('0')).body).not.toContain(' # {')
  })

  it('leave the older text as it is for whoever asks for that', async () => {
    const { gateway } = await startTraced('1')
    const { body, headers } = await gateway.send('/metrics', { headers: { accept: 'text/plain' } })
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(body).not.toContain(' # {')
    expect(body).toContain('gateway_executions_total{execution="executed"} 1')
    expect((await gateway.send('/metrics')).body).toContain('# TYPE gateway_executions_total counter')
  })

  it.each([
    [undefined, false],
    ['*/*', false],
    ['text/html', false],
    ['application/openmetrics-text', true],
    ['application/openmetrics-text;version=1.0.0;q=0', false],
    ['application/openmetrics-text;version=2.0.0, text/plain;q=0.1', false],
    ['application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4', false],
    [OPEN_FIRST, true],
  ])('are for whoever accepts %s: %s', (accept, isOpen) => {
    expect(prefersOpenMetrics(accept)).toBe(isOpen)
  })
})

describe('a collector', () => {
  it('gets the same numbers as Prometheus, by the names of the conventions', async () => {
    const collector = keep(await startOtlpReceiver())
    const gateway = await startSeenGateway({
      environment: {
        METRICS: 'true',
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=collector-key',
        OTEL_METRIC_EXPORT_INTERVAL: '20',
      },
    })
    await gateway.ask(BOTH)
    const durations = () =>
      collector.metrics.find(({ name }) => name === 'graphql.server.operation.duration')?.histogram
        ?.dataPoints
    await collector.until(() => durations()?.[0]?.count === 1)
    expect(durations()?.[0]?.attributes).toEqual({
      'graphql.operation.name': 'Both',
      'graphql.operation.type': 'query',
    })
    const told = await readSamples(gateway, 'graphql_server_operation_duration_seconds_sum')
    expect([durations()?.[0]?.sum]).toEqual([...told.values()])
    const names = collector.metrics.map(({ name, unit }) => `${name} ${unit}`)
    expect(names).toEqual(
      expect.arrayContaining([
        'http.server.request.duration s',
        'http.client.request.duration s',
        'gateway_cache_entities_total 1',
        'gateway_memory_bytes By',
      ]),
    )
    expect(collector.faults).toEqual([])
    expect(collector.headers[0]?.['x-api-key']).toBe('collector-key')
    expect(gateway.output()).not.toContain('collector-key')
  })
})
