import { afterEach, expect, it } from 'vitest'
import { startListener } from '../kit/listener.ts'
import { startOtlpReceiver } from '../kit/otlpReceiver.ts'
import { keep, startSeenGateway, stopAll } from './seenGateway.ts'

afterEach(stopAll)

const MOST_ASKED = 500

it('an outage of a subgraph is in the log, in the metrics and in the traces', async () => {
  const collector = keep(await startOtlpReceiver())
  const gone = await startListener(() => {})
  await gone.stop()
  const gateway = await startSeenGateway({
    environment: {
      METRICS: 'true',
      CACHE: 'off',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER_ARG: '1',
    },
    stockUrl: gone.url,
  })
  const isOpening = ({ msg, state }: Readonly<Record<string, unknown>>): boolean =>
    msg === 'circuit breaker of a subgraph changed' && state === 'open'
  let asked = 0
  while (!gateway.lines.some(isOpening) && asked < MOST_ASKED)
    await gateway.ask(
      `query Outage { shops { pieces a${asked++}: id } }`,
      {},
      { 'apollographql-client-name': 'app' },
    )
  expect(gateway.lines.find(isOpening)).toMatchObject({ subgraph: 'stock' })
  const told = gateway.lines.find(({ msg }) => msg === 'call of a subgraph failed')
  expect(told).toMatchObject({ 'service.target.name': 'stock', 'error.type': 'refused' })

  const { body } = await gateway.send('/metrics')
  const lines = new Set(body.split('\n'))
  expect(lines).toContain('gateway_subgraph_breaker_state{subgraph="stock",state="open"} 1')
  expect(lines).toContain('gateway_subgraph_breaker_state{subgraph="stock",state="closed"} 0')
  expect(lines).toContain(
    `gateway_client_requests_total{client_name="app",client_verified="false",outcome="failure"} ${asked}`,
  )
  expect(body).toMatch(
    /^http_client_request_duration_seconds_count\{subgraph="stock",http_response_status_code="",error_type="refused"\} \d+$/m,
  )

  await gateway.stop()
  const failed = collector.spans.filter(({ name, status }) => name === 'subgraph stock' && status?.code === 2)
  expect(failed.map(({ traceId }) => traceId)).toContain(told?.['trace.id'])
})
