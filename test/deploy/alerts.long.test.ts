import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { z } from 'zod'
import { fromRoot } from '../../kit/root.ts'
import { createClient } from '../kit/client.ts'
import { build, startProcess, type RunningProcess } from '../kit/process.ts'
import { mayRunPromtool, runPromtool, startPrometheus, type RunningPrometheus } from '../kit/prometheus.ts'
import { findFreePort } from '../kit/redis.ts'
import { listPanelQueries, readYaml } from './observability.ts'

const SECRET = 'a secret of the tests'
/** A museum of the culture bureau with something of transport's beside it. */
const QUERY =
  'query Beside { museum(id: "mam") { id place { nearbyCarParks(first: 1) { carPark { name { pt } } } } } }'

const scrapes = z.looseObject({
  scrape_configs: z.tuple([
    z.looseObject({ job_name: z.literal('gateway') }),
    z.looseObject({ job_name: z.literal('subgraph') }),
  ]),
})

describe.skipIf(!mayRunPromtool())('promtool', () => {
  it('accepts the configuration and the rules', async () => {
    expect(await runPromtool('check', 'config', fromRoot('deploy/observability/prometheus.yml'))).toContain(
      'rules found',
    )
  })

  it('accepts what reads the pods of a cluster, but for how they are found', async () => {
    // Debian's Prometheus knows no Kubernetes.
    const config = scrapes.parse(readYaml('deploy/kubernetes/prometheus-scrape.yml'))
    const jobs = config.scrape_configs.map(({ kubernetes_sd_configs: found, ...job }) => {
      expect(found).toEqual([{ role: 'pod', namespaces: { names: ['macao-graph'] } }])
      return job
    })
    const folder = await mkdtemp(join(tmpdir(), 'scrape-'))
    await writeFile(join(folder, 'scrape.yml'), stringify({ scrape_configs: jobs }))
    expect(await runPromtool('check', 'config', join(folder, 'scrape.yml'))).toContain('is valid')
    await rm(folder, { recursive: true })
  })

  it('sees each alert fire when it should, and none without a reason', async () => {
    expect(await runPromtool('test', 'rules', fromRoot('test/deploy/alerts.promtool.yml'))).toContain(
      'SUCCESS',
    )
  })
})

describe('a Prometheus that reads two gateways', () => {
  const running: { stop(): Promise<unknown> }[] = []
  const clients: string[] = []
  const admins: string[] = []
  let prometheus: RunningPrometheus | null = null
  let gateways: readonly RunningProcess[] = []
  let startTransport: () => Promise<RunningProcess>
  let transport: RunningProcess
  const over = new AbortController()
  let asking: Promise<void> = Promise.resolve()

  beforeAll(async () => {
    await build()
    const ports = { culture: await findFreePort(), transport: await findFreePort() }
    const start = (name: 'culture' | 'transport') =>
      startProcess(`dist/subgraphs/${name}/server.js`, {
        PORT: `${ports[name]}`,
        GATEWAY_SECRETS: SECRET,
        METRICS: 'true',
      })
    startTransport = () => start('transport')
    running.push(await start('culture'))
    transport = await startTransport()
    gateways = [await startOne(ports), await startOne(ports)]
    prometheus = await startPrometheus(readConfigFor(admins, ports))
    if (prometheus !== null) running.push(prometheus)
    asking = askOnAndOn(clients, over.signal)
  }, 120_000)

  afterAll(async () => {
    over.abort()
    await asking
    for (const part of [...running, transport, ...gateways].toReversed()) await part.stop()
  }, 60_000)

  async function startOne(ports: Readonly<Record<string, number>>): Promise<RunningProcess> {
    const admin = await findFreePort()
    const gateway = await startProcess('dist/gateway/main.js', {
      PORT: '0',
      ADMIN_PORT: `${admin}`,
      METRICS: 'true',
      GATEWAY_SECRET: SECRET,
      SUBGRAPH_URLS: Object.entries(ports)
        .map(([name, port]) => `${name}=http://127.0.0.1:${port}/graphql`)
        .join(','),
      CACHE_DEFAULT_SECONDS: 'culture=1',
    })
    admins.push(`127.0.0.1:${admin}`)
    clients.push(gateway.url)
    return gateway
  }

  async function firing({ query }: RunningPrometheus): Promise<readonly string[]> {
    const alerts = await query('ALERTS{alertstate="firing"}')
    return alerts
      .map(({ labels: { alertname, subgraph, instance } }) =>
        [alertname, subgraph, instance].filter((part) => part !== undefined).join(' '),
      )
      .toSorted()
  }

  it('understands each query of the dashboards, and has an answer to what happens', async ({ skip }) => {
    if (prometheus === null) return skip()
    const { query } = prometheus
    await expect
      .poll(() => query('sum(up{job="gateway"})'), { timeout: 30_000 })
      .toMatchObject([{ value: 2 }])
    const queries = listPanelQueries().map(({ place, expression }) => ({
      place,
      expression: expression.replaceAll('$__rate_interval', '30s').replaceAll(/\$\w+/g, '.*'),
    }))
    const listEmpty = async (): Promise<readonly string[]> => {
      const answers = await Promise.all(
        queries.map(async ({ place, expression }) => ({ place, samples: await query(expression) })),
      )
      return answers.flatMap(({ place, samples }) => (samples.length === 0 ? [place] : []))
    }
    await expect.poll(listEmpty, { timeout: 60_000, interval: 1_000 }).toEqual(NOTHING_YET)
  })

  it('tells the autoscaler how many requests are under way', async ({ skip }) => {
    if (prometheus === null) return skip()
    const { rules } = z
      .object({ rules: z.tuple([z.object({ seriesQuery: z.string(), metricsQuery: z.string() })]) })
      .parse(readYaml('deploy/kubernetes/prometheus-adapter.yaml'))
    const [series = ''] = rules[0].seriesQuery.split('{')
    const expression = rules[0].metricsQuery
      .replace('<<.Series>>', series)
      .replaceAll('<<.LabelMatchers>>', 'job="gateway"')
      .replace('<<.GroupBy>>', 'instance')
    const samples = await prometheus.query(expression)
    expect(samples.map(({ labels }) => labels['instance']).toSorted()).toEqual(admins.toSorted())
    for (const { value } of samples) {
      expect(value).toBeGreaterThanOrEqual(0)
      // One client asks it, one question after the other.
      expect(value).toBeLessThanOrEqual(1)
    }
  })

  it('raises an alert when a subgraph dies, says why, and lets it go when that is back', async ({ skip }) => {
    if (prometheus === null) return skip()
    const watched = prometheus
    expect(await firing(watched)).toEqual([])
    transport.signal('SIGKILL')
    await transport.ended
    await expect
      .poll(async () => (await firing(watched)).filter((alert) => alert.startsWith('SubgraphDown')), {
        timeout: 120_000,
        interval: 500,
      })
      .toEqual(admins.map((admin) => `SubgraphDown transport ${admin}`).toSorted())
    const causes = await watched.query(
      'sum by (subgraph, error_type) (http_client_request_duration_seconds_count{error_type="refused"})',
    )
    expect(causes).toMatchObject([{ labels: { subgraph: 'transport', error_type: 'refused' } }])
    transport = await startTransport()
    await expect
      .poll(async () => (await firing(watched)).filter((alert) => alert.startsWith('SubgraphDown')), {
        timeout: 120_000,
        interval: 500,
      })
      .toEqual([])
  })

  it('raises an alert when a gateway dies', async ({ skip }) => {
    if (prometheus === null) return skip()
    const watched = prometheus
    gateways[0]?.signal('SIGKILL')
    await expect
      .poll(async () => (await firing(watched)).filter((alert) => alert.startsWith('GatewayDown')), {
        timeout: 120_000,
        interval: 500,
      })
      .toEqual([`GatewayDown ${admins[0]}`])
  })
})

/** Panels of what did not happen so far, in their order: nothing failed, and there is no Redis and no issuer. */
const NOTHING_YET = [
  'Cache: Redis answers',
  'Feeds: Stale, failed and refused',
  'Gateway: Answers with errors, by code',
  'Gateway: Shed, and past a budget or quota',
  'Gateway: Age of the keys of issuers',
  'Subgraphs: Share of calls that fail',
  'Subgraphs: Failures by cause',
  'Subgraphs: Calls sent once more',
]

/** The configuration as it is shipped, but for where the gateways are and how often they are read. */
function readConfigFor(gateways: readonly string[], subgraphs: Readonly<Record<string, number>>): object {
  const config = scrapes.parse(readYaml('deploy/observability/prometheus.yml'))
  const found = {
    gateway: [{ targets: gateways }],
    subgraph: Object.entries(subgraphs).map(([subgraph, port]) => ({
      targets: [`127.0.0.1:${port}`],
      labels: { subgraph },
    })),
  }
  return {
    ...config,
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: [fromRoot('deploy/observability/alerts.yml')],
    scrape_configs: config.scrape_configs.map(({ job_name }) => ({
      job_name,
      static_configs: found[job_name],
    })),
  }
}

/** Each client asks ten times a second, as others do: answers are of no interest here. */
async function askOnAndOn(urls: readonly string[], signal: AbortSignal): Promise<void> {
  await Promise.all(
    urls.map(async (url) => {
      const { ask } = createClient(url)
      while (!signal.aborted) {
        await ask(QUERY).catch(() => undefined)
        await sleep(100)
      }
    }),
  )
}
