import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readConfig } from '../../gateway/process/config/config.ts'
import { schema } from '../../gateway/process/config/variables.ts'
import { packageRoot } from '../../kit/root.ts'
import { NO_ACTS } from '../../registry/acts/state.ts'
import { createRegistryMetrics } from '../../registry/server/metrics.ts'
import { readRegistrySettings, registryVariables } from '../../registry/server/settings.ts'
import { printFeedMetrics } from '../../subgraphs/_kit/feedMetrics.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { FOLDER, listPanelQueries, namesIn, readAlerts, readDashboards, readYaml } from './observability.ts'

const OPERATIONS = readFileSync(new URL('docs/guides/operations.md', packageRoot), 'utf8')

describe('the names of metrics in an expression', () => {
  it.each([
    ['up{job="gateway"} == 0', ['up']],
    [
      'histogram_quantile(0.95, sum by (le, x) (rate(a_bucket{b="c d"}[5m]))) > 1e3 or (d unless d offset 10m)',
      ['a_bucket', 'd', 'd'],
    ],
    ['time() - since_seconds{instance=~"$instance"}', ['since_seconds']],
  ])('%s', (expression, names) => {
    expect(namesIn(expression)).toEqual(names)
  })
})

describe('rules and dashboards', () => {
  let gateway: TestGateway
  let body: string
  let printed: ReadonlySet<string>
  beforeAll(async () => {
    gateway = await startTestGateway({ METRICS: 'true' })
    ;({ body } = await gateway.send('/metrics'))
    const { print } = await createRegistryMetrics()
    const families = body + printFeedMetrics([]) + (await print(NO_ACTS, false)).text
    printed = new Set(['up', ...[...families.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(listSeries)])
  })
  afterAll(() => gateway.stop())

  it('ask for metrics that gateways, subgraphs and registries print', () => {
    const asked = [
      ...readAlerts().map(({ alert, expr }) => ({ place: alert, expression: expr })),
      ...listPanelQueries(),
      ...readDashboards().flatMap(({ title, templating }) =>
        templating.list.flatMap(({ name, query }) =>
          [...query.matchAll(/label_values\((\w+)[{,]/g)].map(([, metric = '']) => ({
            place: `${title}: ${name}`,
            expression: metric,
          })),
        ),
      ),
    ]
    expect(asked.length).toBeGreaterThan(50)
    const unknown = asked.flatMap(({ place, expression }) =>
      namesIn(expression)
        .filter((name) => !printed.has(name))
        .map((name) => `${place} asks for ${name}`),
    )
    expect(unknown).toEqual([])
  })

  it('hear nothing of Redis from a gateway that has none', () => {
    expect(body).toContain('# TYPE gateway_cache_redis_up gauge')
    expect(body).not.toMatch(/^gateway_cache_redis_up /m)
  })
})

describe('an alert', () => {
  it('names its paragraph of the guide', () => {
    const headings = [...OPERATIONS.matchAll(/^### (\w+)$/gm)].map(([, name]) => name)
    const alerts = readAlerts()
    expect(headings).toEqual(alerts.map(({ alert }) => alert))
    for (const { alert, annotations } of alerts)
      expect(annotations.runbook).toBe(`docs/guides/operations.md#${alert.toLowerCase()}`)
  })

  it('has a case in which it fires', () => {
    const cases = readFileSync(new URL('test/deploy/alerts.promtool.yml', packageRoot), 'utf8')
    const missing = readAlerts().filter(
      ({ alert }) => !cases.includes(`alertname="${alert}",alertstate="firing"`),
    )
    expect(missing).toEqual([])
  })
})

describe('dashboards', () => {
  it('have names and panels of their own, none over another', () => {
    const dashboards = readDashboards()
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length)
    for (const { title, panels } of dashboards) {
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
      const cells = panels.flatMap(({ gridPos: { h, w, x, y } }) =>
        Array.from({ length: h * w }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`),
      )
      expect([title, new Set(cells).size]).toEqual([title, cells.length])
    }
  })
})

const collector = z.object({
  receivers: z.record(z.string(), z.unknown()),
  processors: z.record(z.string(), z.unknown()),
  exporters: z.record(z.string(), z.unknown()),
  service: z.object({
    pipelines: z.record(
      z.string(),
      z.object({
        receivers: z.array(z.string()),
        processors: z.array(z.string()),
        exporters: z.array(z.string()),
      }),
    ),
  }),
})

describe('the collector', () => {
  const config = collector.parse(readYaml('deploy/observability/otel-collector.yaml'))

  it('takes both that a gateway sends, by parts that are described', () => {
    expect(Object.keys(config.service.pipelines)).toEqual(['traces', 'metrics'])
    for (const pipeline of Object.values(config.service.pipelines))
      for (const kind of ['receivers', 'processors', 'exporters'] as const)
        expect(Object.keys(config[kind])).toEqual(expect.arrayContaining(pipeline[kind]))
  })
})

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({
      profiles: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.string()).optional(),
      ports: z.array(z.string()).default([]),
      volumes: z.array(z.string()).default([]),
    }),
  ),
})

describe('the services that observe', () => {
  const { services } = composeFile.parse(readYaml('docker-compose.yml'))
  const observers = Object.entries(services).filter(([, { profiles }]) => profiles?.includes('observability'))

  it('start by their profile alone, and are reached from this machine alone', () => {
    expect(observers.map(([name]) => name)).toEqual(['prometheus', 'grafana', 'otel-collector', 'jaeger'])
    const open = observers.flatMap(([, { ports }]) => ports.filter((port) => !port.startsWith('127.0.0.1:')))
    expect(open).toEqual([])
  })

  it('read files that there are', () => {
    const files = observers.flatMap(([, { volumes }]) =>
      volumes.filter((volume) => volume.startsWith('./')).map((volume) => volume.split(':')[0] ?? ''),
    )
    expect(files).toHaveLength(5)
    expect(files.filter((file) => !existsSync(new URL(file, packageRoot)))).toEqual([])
  })

  it('are fed by variables that the gateway has', () => {
    const variables = [...readFileSync(new URL('compose.env', FOLDER), 'utf8').matchAll(/^(\w+)=/gm)].map(
      ([, name = '']) => name,
    )
    const passed = services['gateway']?.environment ?? {}
    const own = variables.filter((name) => name !== 'GATEWAY_ADMIN_URL')
    expect(own).toHaveLength(4)
    expect(Object.keys(schema.shape)).toEqual(expect.arrayContaining(Object.keys(passed)))
    expect(own.map((name) => passed[name])).toEqual(own.map((name) => `\${${name}:-}`))
  })
})

describe('the services of the registry', () => {
  const { services } = composeFile.parse(readYaml('docker-compose.yml'))
  const own = Object.entries(services).filter(([, { profiles }]) => profiles?.includes('registry'))

  it('start by their profile alone, and are reached from this machine alone', () => {
    expect(own.map(([name]) => name)).toEqual(['registry', 'registry-postgres'])
    expect(own.flatMap(([, { ports }]) => ports)).toEqual(['127.0.0.1:4050-4059:4050'])
  })

  it('have settings that a registry starts with, and a database of their own', () => {
    const environment = Object.fromEntries(
      Object.entries(services['registry']?.environment ?? {}).map(([name, value]) => [
        name,
        value.replace(/\$\{\w+:-\}/g, ''),
      ]),
    )
    expect(Object.keys(registryVariables.shape)).toEqual(expect.arrayContaining(Object.keys(environment)))
    const settings = readRegistrySettings(environment)
    expect(settings).toMatchObject({ port: 4_050, headFile: '/state/head.json' })
    expect(new URL(settings.databaseUrl ?? '').host).toBe('registry-postgres:5432')
    expect(services['registry']?.volumes).toEqual(['registry-state:/state'])
    expect(services['registry-postgres']?.environment).toMatchObject({ POSTGRES_DB: 'registry' })
  })

  it('are followed by gateways that are given the file of variables', () => {
    const file = readFileSync(new URL('deploy/registry/compose.env', packageRoot), 'utf8')
    const given = Object.fromEntries(
      [...file.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    )
    const passed = services['gateway']?.environment ?? {}
    const environment = Object.fromEntries(
      ['SUPERGRAPH_SOURCE', 'REGISTRY_URL', 'STATE_DIR'].map((name) => [
        name,
        (passed[name] ?? '').replace(/\$\{(\w+):-\}/, (_, variable: string) => given[variable] ?? ''),
      ]),
    )
    expect(passed['REGISTRY_PUBLIC_KEYS']).toBe('${REGISTRY_PUBLIC_KEYS:-}')
    expect(readConfig({ ...environment, REGISTRY_PUBLIC_KEYS: 'A'.repeat(43) }).registry).toMatchObject({
      url: 'http://registry:4050',
      stateFolder: '/state',
    })
    expect(services['gateway']?.volumes).toEqual(['gateway-state:/state'])
  })
})

/** What Prometheus makes of a family of metrics. */
function listSeries([, name = '', type = '']: RegExpMatchArray): readonly string[] {
  return type === 'histogram'
    ? [`${name}_bucket`, `${name}_sum`, `${name}_count`]
    : type === 'summary'
      ? [name, `${name}_sum`, `${name}_count`]
      : [name]
}
