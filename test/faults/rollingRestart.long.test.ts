import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLoad } from '../kit/load.ts'
import { startNginx, type RunningNginx } from '../kit/nginx.ts'
import { build, startProcess, type RunningProcess } from '../kit/process.ts'
import { findFreePort } from '../kit/redis.ts'

const SECRET = 'a secret of the tests'
const CLIENTS = 16

interface Replica {
  readonly script: string
  readonly port: number
  readonly environment: Readonly<Record<string, string>>
}

const [gateways, culture, transport] = await Promise.all([findPair(), findPair(), findPair()])
const front = {
  gateway: await findFreePort(),
  culture: await findFreePort(),
  transport: await findFreePort(),
}

const replicas: readonly Replica[] = [
  ...culture.map((port) => subgraph('culture', port)),
  ...transport.map((port) => subgraph('transport', port)),
  ...gateways.map((port) => ({
    script: 'dist/gateway/main.js',
    port,
    environment: {
      GATEWAY_SECRET: SECRET,
      // Each request goes all the way.
      CACHE: 'off',
      SINGLE_FLIGHT: 'false',
      SUBGRAPH_URLS: `culture=http://127.0.0.1:${front.culture}/graphql,transport=http://127.0.0.1:${front.transport}/graphql`,
    },
  })),
]

const processes = new Map<Replica, RunningProcess>()
let nginx: RunningNginx | null = null

beforeAll(async () => {
  await build()
  nginx = await startNginx([
    { port: front.gateway, servers: gateways.map(addressAt) },
    { port: front.culture, servers: culture.map(addressAt) },
    { port: front.transport, servers: transport.map(addressAt) },
  ])
  for (const replica of replicas) await start(replica)
}, 120_000)

afterAll(async () => {
  await Promise.all([...processes.values()].map((running) => running.stop()))
  await nginx?.stop()
}, 60_000)

it('loses no request while gateways and subgraphs are restarted in turn', async ({ skip }) => {
  if (nginx === null) return skip()
  const load = createLoad(`http://127.0.0.1:${front.gateway}/graphql`, CLIENTS)
  for (const replica of replicas) {
    const before = load.answered()
    expect(await processes.get(replica)?.stop()).toBe(0)
    await start(replica)
    // The next one follows when requests have come through with this one back.
    const after = load.answered()
    await expect.poll(() => load.answered(), { timeout: 20_000 }).toBeGreaterThan(after + 10 * CLIENTS)
    expect(after).toBeGreaterThan(before)
  }
  const { answered, lost } = await load.stop()
  console.info(`${answered} requests were answered while six processes were restarted; ${lost.length} lost.`)
  expect(lost).toEqual([])
  expect(answered).toBeGreaterThan(1_000)
})

function subgraph(name: string, port: number): Replica {
  return { script: `dist/subgraphs/${name}/server.js`, port, environment: { GATEWAY_SECRETS: SECRET } }
}

async function start(replica: Replica): Promise<void> {
  const { script, port, environment } = replica
  processes.set(
    replica,
    await startProcess(script, { ...environment, PORT: String(port), DRAIN_DELAY_MS: '1000' }),
  )
  const prober = new Agent({ pipelining: 0 })
  for (let isReady = false; !isReady; await sleep(50)) {
    const { statusCode, body } = await request(`http://127.0.0.1:${port}/health/ready`, {
      dispatcher: prober,
    })
    await body.dump()
    isReady = statusCode === 200
  }
  await prober.close()
}

function addressAt(port: number): string {
  return `127.0.0.1:${port}`
}

async function findPair(): Promise<readonly number[]> {
  return [await findFreePort(), await findFreePort()]
}
