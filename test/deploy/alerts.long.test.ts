import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { z } from 'zod'
import { fromRoot } from '../../kit/root.ts'
import { build } from '../kit/process.ts'
import { mayRunPromtool, runPromtool } from '../kit/prometheus.ts'
import { listPanelQueries, readYaml } from './observability.ts'
import {
  askOnAndOn,
  BESIDE,
  listFiring,
  scrapes,
  startWatchedSystem,
  type WatchedSystem,
} from './watchedSystem.ts'

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
  let system: WatchedSystem
  const over = new AbortController()
  let asking: Promise<void> = Promise.resolve()

  beforeAll(async () => {
    await build()
    system = await startWatchedSystem({ gateways: { CACHE_DEFAULT_SECONDS: 'culture=1' }, subgraphs: {} })
    asking = askOnAndOn(system.gateways, { query: BESIDE, client: 'somebody' }, over.signal)
  }, 300_000)

  afterAll(async () => {
    over.abort()
    await asking
    await system.stop()
  }, 60_000)

  it('understands each query of the dashboards, and has an answer to what happens', async ({ skip }) => {
    const { prometheus } = system
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
    const { prometheus, admins } = system
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
    const { prometheus: watched, admins } = system
    if (watched === null) return skip()
    expect(await listFiring(watched)).toEqual([])
    system.transport().signal('SIGKILL')
    await system.transport().ended
    await expect
      .poll(async () => (await listFiring(watched)).filter((alert) => alert.startsWith('SubgraphDown')), {
        timeout: 120_000,
        interval: 500,
      })
      .toEqual(admins.map((admin) => `SubgraphDown transport ${admin}`).toSorted())
    const causes = await watched.query(
      'sum by (subgraph, error_type) (http_client_request_duration_seconds_count{error_type="refused"})',
    )
    expect(causes).toMatchObject([{ labels: { subgraph: 'transport', error_type: 'refused' } }])
    await system.startTransportAgain()
    await expect
      .poll(async () => (await listFiring(watched)).filter((alert) => alert.startsWith('SubgraphDown')), {
        timeout: 120_000,
        interval: 500,
      })
      .toEqual([])
  })

  it('raises an alert when a gateway dies', async ({ skip }) => {
    const { prometheus: watched, admins, gateways } = system
    if (watched === null) return skip()
    gateways[0]?.signal('SIGKILL')
    await expect
      .poll(async () => (await listFiring(watched)).filter((alert) => alert.startsWith('GatewayDown')), {
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
  'Use: Requests that failed, by client',
]
