import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { bureaus } from '../../schema/bureaus/register.ts'
import { fromRoot } from '../../kit/root.ts'
import { createClient } from '../kit/client.ts'
import { startProcess, type RunningProcess } from '../kit/process.ts'
import { startPrometheus, type RunningPrometheus } from '../kit/prometheus.ts'
import { findFreePort } from '../kit/redis.ts'
import { readYaml } from './observability.ts'

const SECRET = 'a secret of the tests'

/** A museum of the culture bureau with something of transport's beside it. */
export const BESIDE =
  'query Beside { museum(id: "mam") { id place { nearbyCarParks(first: 1) { carPark { name { pt } } } } } }'

export interface WatchedSystem {
  readonly gateways: readonly RunningProcess[]
  /** Host and port of each gateway's admin address, by which Prometheus names it. */
  readonly admins: readonly string[]
  /** Null where this machine has none. */
  readonly prometheus: RunningPrometheus | null
  readonly transport: () => RunningProcess
  startTransportAgain(): Promise<void>
  stop(): Promise<void>
}

type Variables = Readonly<Record<string, string>>

/** Two gateways and all subgraphs, as processes of their own that a Prometheus reads each second. */
export async function startWatchedSystem(environment: {
  readonly gateways: Variables
  readonly subgraphs: Variables
}): Promise<WatchedSystem> {
  const ports = new Map<string, number>()
  for (const { subgraph } of bureaus) ports.set(subgraph, await findFreePort())
  const running: { stop(): Promise<unknown> }[] = []
  const start = async (name: string): Promise<RunningProcess> => {
    const subgraph = await startProcess(`dist/subgraphs/${name}/server.js`, {
      PORT: `${ports.get(name)}`,
      GATEWAY_SECRETS: SECRET,
      METRICS: 'true',
      ...environment.subgraphs,
    })
    running.push(subgraph)
    return subgraph
  }
  const startGateway = async (admin: number): Promise<RunningProcess> => {
    const gateway = await startProcess('dist/gateway/main.js', {
      PORT: '0',
      ADMIN_PORT: `${admin}`,
      METRICS: 'true',
      GATEWAY_SECRET: SECRET,
      SUBGRAPH_URLS: [...ports].map(([name, port]) => `${name}=http://127.0.0.1:${port}/graphql`).join(','),
      ...environment.gateways,
    })
    running.push(gateway)
    return gateway
  }
  for (const { subgraph } of bureaus) if (subgraph !== 'transport') await start(subgraph)
  let transport = await start('transport')
  const adminPorts = [await findFreePort(), await findFreePort()]
  const gateways = await Promise.all(adminPorts.map(startGateway))
  const admins = adminPorts.map((port) => `127.0.0.1:${port}`)
  const prometheus = await startPrometheus(readConfigFor(admins, ports))
  if (prometheus !== null) running.push(prometheus)
  return {
    gateways,
    admins,
    prometheus,
    transport: () => transport,
    async startTransportAgain() {
      transport = await start('transport')
    },
    async stop() {
      for (const part of running.toReversed()) await part.stop()
    },
  }
}

export const scrapes = z.looseObject({
  scrape_configs: z.tuple([
    z.looseObject({ job_name: z.literal('gateway') }),
    z.looseObject({ job_name: z.literal('subgraph') }),
    z.looseObject({ job_name: z.literal('registry') }),
  ]),
})

/** The configuration as it is shipped, but for where the gateways are and how often they are read. */
function readConfigFor(gateways: readonly string[], subgraphs: ReadonlyMap<string, number>): object {
  const config = scrapes.parse(readYaml('deploy/observability/prometheus.yml'))
  const found = {
    gateway: [{ targets: gateways }],
    subgraph: [...subgraphs].map(([subgraph, port]) => ({
      targets: [`127.0.0.1:${port}`],
      labels: { subgraph },
    })),
    // No registry runs here.
    registry: [],
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

/** By alert, the subgraph and gateway that it is about, as far as it names them. */
export async function listFiring({ query }: RunningPrometheus): Promise<readonly string[]> {
  const alerts = await query('ALERTS{alertstate="firing"}')
  return alerts
    .map(({ labels: { alertname, subgraph, instance } }) =>
      [alertname, subgraph, instance].filter((part) => part !== undefined).join(' '),
    )
    .toSorted()
}

/** Asks each gateway ten times a second, as others do: answers are of no interest here. */
export async function askOnAndOn(
  gateways: readonly RunningProcess[],
  { query, client }: { readonly query: string; readonly client: string },
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(
    gateways.map(async ({ url }) => {
      const { ask } = createClient(url)
      while (!signal.aborted) {
        await ask(query, {}, { 'apollographql-client-name': client }).catch(() => undefined)
        await sleep(100)
      }
    }),
  )
}
