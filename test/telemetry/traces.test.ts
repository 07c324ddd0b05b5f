import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { startListener } from '../kit/listener.ts'
import { startOtlpReceiver, type ReceivedSpan } from '../kit/otlpReceiver.ts'
import { isRequest, keep, startSeenGateway, stopAll } from './seenGateway.ts'

afterEach(stopAll)

const BOTH = 'query Both { shops { id pieces } }'
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const PARENT = '00f067aa0ba902b7'
const SAMPLED = `00-${TRACE}-${PARENT}-01`

/** A gateway that traces all, and its collector. */
async function startTraced(
  more: Readonly<Record<string, string>> = {},
  answer?: (response: ServerResponse) => void,
) {
  const collector = keep(await startOtlpReceiver(answer))
  const gateway = await startSeenGateway({
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER_ARG: '1',
      OTEL_METRIC_EXPORT_INTERVAL: '600000',
      CACHE: 'off',
      ...more,
    },
  })
  return { collector, gateway }
}

function find(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const span = spans.find((one) => one.name === name)
  if (span === undefined)
    throw new Error(`expected a span "${name}"; got ${spans.map((one) => one.name).join()}`)
  return span
}

describe('a trace', () => {
  it('goes on from the client through the gateway to the subgraphs, with a span for each stage and call', async () => {
    const { collector, gateway } = await startTraced()
    await gateway.ask(BOTH, {}, { traceparent: SAMPLED, tracestate: 'a=b', 'x-request-id': 'request-1' })
    await gateway.stop()
    const { spans } = collector
    expect(collector.faults).toEqual([])
    expect(spans.map(({ name }) => name).toSorted()).toEqual([
      'POST /graphql',
      'gateway admit',
      'gateway authorise',
      'gateway execute',
      'gateway plan',
      'gateway respond',
      'gateway wait',
      'subgraph shops',
      'subgraph stock',
    ])
    const request = find(spans, 'POST /graphql')
    expect(request).toMatchObject({
      traceId: TRACE,
      parentSpanId: PARENT,
      traceState: 'a=b',
      kind: 2,
      service: 'macao-gateway',
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'http.response.status_code': 200,
        'graphql.operation.name': 'Both',
        'graphql.operation.type': 'query',
        'gateway.request.id': 'request-1',
      },
    })
    const execution = find(spans, 'gateway execute')
    expect(execution).toMatchObject({ traceId: TRACE, parentSpanId: request.spanId, kind: 1 })
    for (const name of ['shops', 'stock'] as const) {
      const call = find(spans, `subgraph ${name}`)
      expect(call).toMatchObject({ traceId: TRACE, parentSpanId: execution.spanId, kind: 3 })
      const [headers] = gateway.received[name]
      expect(headers?.['traceparent']).toBe(`00-${TRACE}-${call.spanId}-01`)
      expect(headers?.['tracestate']).toBe('a=b')
    }
    for (const span of spans) {
      expect(span.startTimeUnixNano >= request.startTimeUnixNano, span.name).toBe(true)
      expect(span.endTimeUnixNano <= request.endTimeUnixNano, span.name).toBe(true)
      expect(span.startTimeUnixNano <= span.endTimeUnixNano, span.name).toBe(true)
    }
    const age = Date.now() - Number(request.startTimeUnixNano / 1_000_000n)
    expect(Math.abs(age)).toBeLessThan(60_000)
    expect(await gateway.line(isRequest('request-1'))).toMatchObject({
      'trace.id': TRACE,
      'span.id': request.spanId,
    })
  })

  it('shows the call that failed', async () => {
    const collector = keep(await startOtlpReceiver())
    const gateway = await startSeenGateway({
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: '1' },
      stockUrl: 'http://127.0.0.1:1/graphql',
    })
    await gateway.ask(BOTH)
    const line = await gateway.line(({ msg }) => msg === 'call of a subgraph failed')
    await gateway.stop()
    expect(find(collector.spans, 'subgraph stock')).toMatchObject({
      traceId: line['trace.id'],
      status: { code: 2 },
      attributes: { 'error.type': 'SUBGRAPH_UNREACHABLE' },
    })
  })

  it('begins here where the client has none, and its id is in the explanation of the plan', async () => {
    const { collector, gateway } = await startTraced({ DEVELOPMENT_TOKENS: 'true' })
    const { extensions } = await gateway.ask(BOTH, {}, { 'x-explain': 'plan' })
    await gateway.stop()
    expect(find(collector.spans, 'POST /graphql').parentSpanId).toBeUndefined()
    expect(extensions?.['explain']).toMatchObject({ traceId: find(collector.spans, 'POST /graphql').traceId })
  })

  it('is kept as its parent says, and else as the ratio does', async () => {
    const { collector, gateway } = await startTraced({ OTEL_TRACES_SAMPLER_ARG: '0' })
    await gateway.ask(BOTH)
    await gateway.ask(BOTH, {}, { traceparent: SAMPLED.replace(/01$/, '00') })
    await gateway.ask(BOTH, {}, { traceparent: SAMPLED })
    await gateway.stop()
    expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]))
    const flags = gateway.received.shops.map((headers) => String(headers['traceparent']).slice(-2))
    expect(flags).toEqual(['00', '00', '01'])
  })

  it.each([
    ['with a version that there is not', `ff-${TRACE}-${PARENT}-01`],
    ['of zeros', `00-${'0'.repeat(32)}-${PARENT}-01`],
    ['in capitals', SAMPLED.toUpperCase()],
    ['with more than version 0 has', `${SAMPLED}-more`],
    ['of 10 KB', `${SAMPLED}${'0'.repeat(10_000)}`],
  ])('does not go on from a header %s', async (_, traceparent) => {
    const { collector, gateway } = await startTraced()
    await gateway.ask('{ hello }', {}, { traceparent })
    await gateway.stop()
    expect(find(collector.spans, 'POST /graphql').parentSpanId).toBeUndefined()
    expect(find(collector.spans, 'POST /graphql').traceId).not.toBe(TRACE)
  })

  it('passes through a gateway that makes none', async () => {
    const gateway = await startSeenGateway()
    await gateway.ask(BOTH, {}, { traceparent: SAMPLED, 'x-request-id': 'request-1' })
    await gateway.ask('{ hello }')
    expect(gateway.received.shops.map((headers) => headers['traceparent'])).toEqual([SAMPLED, undefined])
    expect((await gateway.line(isRequest('request-1')))['trace.id']).toBe(TRACE)
  })

  it('is not kept of all requests of a client that wants all of its own', async () => {
    const { collector, gateway } = await startTraced({ OTEL_TRACES_SAMPLER_ARG: '0', LOG_LEVEL: 'silent' })
    const seconds = new Set<number>()
    for (let index = 0; index < 60; index++) {
      await gateway.ask('{ hello }', {}, { traceparent: SAMPLED })
      seconds.add(Math.floor(performance.now() / 1_000))
    }
    await gateway.stop()
    const kept = collector.spans.filter(({ name }) => name === 'POST /graphql').length
    expect(kept).toBeGreaterThanOrEqual(20)
    // A second may begin between two looks at the clock.
    expect(kept).toBeLessThanOrEqual(20 * (seconds.size + 1))
  })
})

describe('a collector that does not take what is sent', () => {
  const isTold = ({ msg }: Readonly<Record<string, unknown>>): boolean =>
    msg === 'the collector does not take what is sent to it'

  it.each<[string, (response: ServerResponse) => void, object]>([
    ['answers 500', (response) => void response.writeHead(500).end(), { 'http.response.status_code': 500 }],
    ['is busy', (response) => void response.writeHead(503).end(), { 'http.response.status_code': 503 }],
    ['breaks off', (response) => void response.destroy(), { 'error.type': 'UND_ERR_SOCKET' }],
  ])('and %s costs no request anything, and is told once', async (_, answer, told) => {
    const { collector, gateway } = await startTraced({ OTEL_METRIC_EXPORT_INTERVAL: '10' }, answer)
    for (let index = 0; index < 5; index++) expect((await gateway.ask(BOTH)).errors).toBeUndefined()
    await collector.until(() => collector.headers.length >= 5)
    await gateway.stop()
    expect(gateway.lines.filter(isTold)).toMatchObject([told])
  })

  it('and hangs keeps neither a request nor the end of the process', async () => {
    const { gateway } = await startTraced({}, () => {})
    expect((await gateway.ask(BOTH)).errors).toBeUndefined()
    await gateway.stop()
    const dropped = gateway.lines.find(({ msg }) => msg === 'traces dropped')
    expect(dropped ?? { 'gateway.dropped': 0 }).toMatchObject({ 'gateway.dropped': expect.any(Number) })
  })

  it('and is not there is told by the system’s own word', async () => {
    const gone = await startListener(() => {})
    await gone.stop()
    const gateway = await startSeenGateway({
      environment: {
        OTEL_EXPORTER_OTLP_ENDPOINT: new URL(gone.url).origin,
        OTEL_TRACES_SAMPLER_ARG: '1',
        OTEL_METRIC_EXPORT_INTERVAL: '10',
      },
    })
    expect((await gateway.ask(BOTH)).errors).toBeUndefined()
    expect(await gateway.line(isTold)).toMatchObject({ 'error.type': 'ECONNREFUSED' })
    await gateway.stop()
    expect(gateway.lines.find(({ msg }) => msg === 'traces dropped')).toMatchObject({ 'gateway.dropped': 1 })
  })
})
