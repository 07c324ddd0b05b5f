import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createClient } from '../kit/client.ts'
import { startOtlpReceiver, type OtlpReceiver } from '../kit/otlpReceiver.ts'
import { build, runProcess } from '../kit/process.ts'
import { askOnAndOn, BESIDE, listFiring, startWatchedSystem, type WatchedSystem } from './watchedSystem.ts'

const ALONE = 'query Alone { museum(id: "mam") { id } }'
/** So long may it take until log and metrics show an outage. */
const TOLD_WITHIN = { timeout: 10_000, interval: 100 }

let folder = ''
let collector: OtlpReceiver
let system: WatchedSystem
const over = new AbortController()
let asking: Promise<unknown> = Promise.resolve()

beforeAll(async () => {
  await build()
  folder = await mkdtemp(join(tmpdir(), 'outage-'))
  collector = await startOtlpReceiver()
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }
  system = await startWatchedSystem({
    gateways: {
      ...traced,
      OTEL_TRACES_SAMPLER_ARG: '1',
      STATE_DIR: folder,
      USE_FLUSH_SECONDS: '1',
      CACHE: 'off',
    },
    subgraphs: traced,
  })
  const { gateways } = system
  asking = Promise.all([
    askOnAndOn(gateways, { query: BESIDE, client: 'hit-app' }, over.signal),
    askOnAndOn(gateways, { query: ALONE, client: 'spared-app' }, over.signal),
  ])
}, 300_000)

afterAll(async () => {
  over.abort()
  await asking
  await system.stop()
  await collector.stop()
  await rm(folder, { recursive: true })
}, 60_000)

it('a subgraph that is killed under load is in the log, the metrics, the alerts, the traces and the use', async ({
  skip,
}) => {
  const { prometheus, gateways, admins } = system
  if (prometheus === null) return skip()
  await expect
    .poll(() => readUse('field', 'CarPark.name'), { timeout: 30_000, interval: 500 })
    .toMatchObject([{ client: 'hit-app', errors: 0 }])
  expect(await listFiring(prometheus)).toEqual([])

  system.transport().signal('SIGKILL')
  await system.transport().ended

  // A call under way may be cut off first.
  await expect
    .poll(() => gateways.map((gateway) => listRefusedCalls(gateway).length > 0), TOLD_WITHIN)
    .toEqual([true, true])
  const [refused] = gateways.flatMap(listRefusedCalls)
  expect(refused).toMatchObject({
    'service.target.name': 'transport',
    'error.code': 'SUBGRAPH_UNREACHABLE',
    'gateway.system.code': 'ECONNREFUSED',
  })

  for (const admin of admins) {
    const { send } = createClient(`http://${admin}`)
    await expect
      .poll(async () => (await send('/metrics')).body, TOLD_WITHIN)
      .toContain('gateway_subgraph_breaker_state{subgraph="transport",state="closed"} 0')
    const { body } = await send('/metrics')
    expect(body).toMatch(
      /^http_client_request_duration_seconds_count\{subgraph="transport",[^}]*error_type="refused"\} [1-9]/m,
    )
    expect(body).toMatch(
      /^gateway_client_requests_total\{client_name="hit-app",[^}]*outcome="failure"\} [1-9]/m,
    )
    expect(body).not.toMatch(/client_name="spared-app",[^}]*outcome="failure"/)
  }

  await expect
    .poll(() => listFiring(prometheus), { timeout: 120_000, interval: 500 })
    .toEqual(expect.arrayContaining(admins.map((admin) => `SubgraphDown transport ${admin}`)))
  const [rate] = await prometheus.query(
    `sum by (subgraph) (rate(http_client_request_duration_seconds_count{error_type!=""}[30s]))
       / sum by (subgraph) (rate(http_client_request_duration_seconds_count[30s])) > 0.5`,
  )
  expect(rate?.labels).toEqual({ subgraph: 'transport' })

  const spansOf = (wanted: string) =>
    collector.spans.filter(({ traceId, service }) => traceId === refused?.['trace.id'] && service === wanted)
  const findSpan = (wanted: string) => spansOf('macao-gateway').find(({ name }) => name === wanted)
  await collector.until(() => findSpan('POST /graphql') !== undefined)
  expect(collector.faults).toEqual([])
  expect(findSpan('POST /graphql')?.attributes).toMatchObject({
    'gateway.request.id': refused?.['http.request.id'],
    'gateway.client.name': 'hit-app',
  })
  expect(findSpan('subgraph transport')).toMatchObject({
    status: { code: 2 },
    attributes: { 'error.type': 'SUBGRAPH_UNREACHABLE' },
  })

  // The subgraph that was asked before goes on with the trace.
  await collector.until(() => spansOf('macao-culture').length > 0)
  expect(spansOf('macao-culture')[0]).toMatchObject({
    name: 'POST /graphql',
    parentSpanId: findSpan('subgraph culture')?.spanId,
  })
  // From the graph of the failures one step leads to such a trace.
  const exemplars = await prometheus.exemplars(
    'http_client_request_duration_seconds_bucket{subgraph="transport",error_type="refused"}',
  )
  const traced = new Set(collector.spans.map(({ traceId }) => traceId))
  expect(exemplars.length).toBeGreaterThan(0)
  expect(exemplars.filter(({ trace_id: id = '' }) => !traced.has(id))).toEqual([])

  const [hit, ...others] = await readUse('field', 'CarPark.name')
  expect(others).toEqual([])
  expect(hit).toMatchObject({ client: 'hit-app', verified: false, tier: 'public' })
  expect(hit?.errors).toBeGreaterThan(0)
  expect(hit?.errors).toBeLessThan(hit?.requests ?? 0)
  const [spared] = await readUse('client', 'spared-app')
  expect(spared?.errors).toBe(0)
  expect(spared?.requests).toBeGreaterThan(0)
})

function listRefusedCalls({ output }: { output(): string }): readonly Readonly<Record<string, unknown>>[] {
  // The last one may not be whole yet.
  return output()
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.includes('"call of a subgraph failed"'))
    .map((line) => JSON.parse(line))
    .filter((line) => line['error.type'] === 'refused')
}

interface UseRow {
  readonly requests: number
  readonly errors: number
}

/** What `npm run use -- …` says. */
async function readUse(...question: readonly string[]): Promise<readonly UseRow[]> {
  const args = [...question, '--format', 'json']
  const { code, output } = await runProcess(
    'dist/gateway/telemetry/use/command.js',
    { STATE_DIR: folder },
    args,
  )
  expect(code).toBe(0)
  return JSON.parse(output)
}
