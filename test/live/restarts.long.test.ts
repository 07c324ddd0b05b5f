import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rollTape } from '../kit/federation/tape.ts'
import { build, startProcess, type RunningProcess } from '../kit/process.ts'
import { findFreePort, startRedis, type StartedRedis } from '../kit/redis.ts'
import { readSnapshot, send, startSource, type TestSource } from '../kit/source.ts'
import { SECRET } from './eventMaker.ts'
import { subscribeSteadily, type SteadySubscriber } from './steadySubscriber.ts'

const SUBSCRIBERS = 500
/** Car parks that change at once; each changes once, so that no state takes the place of another. */
const STEP = 10
const QUERY = 'subscription { carParkChanged { id freeSpaces { cars } } }'
const CHANGED_TO = 999

const redis = await startRedis()
const ports = {
  gateways: [await findFreePort(), await findFreePort()],
  transport: await findFreePort(),
}
const addressOf = (port: number | undefined): string => `http://127.0.0.1:${port}`
const gatewayUrls = ports.gateways.map(addressOf)

const LIVE = readSnapshot('transport/data/dsat-carpark-live/0.xml')
let changed = 0
let source: TestSource
let folder: string
let transport: RunningProcess
const gateways: RunningProcess[] = []
const subscribers: SteadySubscriber[] = []

beforeAll(async () => {
  if (redis === null) return
  await build()
  folder = await mkdtemp(join(tmpdir(), 'restarts-'))
  source = await startSource((response, request) => send(writeSource())(response, request))
  transport = await startTransport()
  for (const index of ports.gateways.keys()) gateways[index] = await startGateway(index, redis)
}, 120_000)

afterAll(async () => {
  if (redis === null) return
  for (const subscriber of subscribers) subscriber.close()
  await Promise.all([...gateways, transport].map((running) => running.stop()))
  await redis.stop()
  await source.stop()
  await rm(folder, { recursive: true, force: true })
}, 60_000)

it('loses and doubles no event for 500 who count, while gateways, the subgraph and Redis are killed', async ({
  skip,
}) => {
  if (redis === null) return skip()
  const tape = rollTape(1)
  const random = (): number => tape.number(1_000) / 1_000
  const watchers = new Set<() => void>()
  const look = (): void => {
    for (const watcher of watchers) watcher()
  }
  const until = (isMet: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const watcher = (): void => {
        if (!isMet()) return
        watchers.delete(watcher)
        resolve()
      }
      watchers.add(watcher)
      watcher()
    })
  const isRefused = () => subscribers.some(({ refusals }) => refusals.length > 0)
  const untilAny = (count: number) =>
    until(() => isRefused() || subscribers.some(({ told }) => told.length > count))
  const untilAll = (count: number) =>
    until(() => isRefused() || subscribers.every(({ told }) => told.length >= count))

  for (let opened = 0; opened < SUBSCRIBERS; opened++)
    subscribers.push(subscribeSteadily(gatewayUrls, QUERY, random, look))
  await Promise.all(subscribers.map(({ begun }) => begun))

  // A gateway, when the first of all have been told.
  changed += STEP
  await untilAny(0)
  await kill(gateways[0])
  const back = startGateway(0, redis)
  await untilAll(changed)
  gateways[0] = await back

  // The subgraph, when it has read what is new, whether it has told anybody or not.
  changed += STEP
  const { asked } = source
  await expect.poll(() => source.asked, { timeout: 30_000, interval: 5 }).toBeGreaterThan(asked)
  await kill(transport)
  transport = await startTransport()
  await untilAll(changed)

  // Redis, which comes back empty.
  changed += STEP
  await untilAny(changed - STEP)
  await redis.restart()
  await untilAll(changed)

  // All at once: only the subgraph's outbox on disk is left.
  changed += STEP
  await untilAny(changed - STEP)
  await Promise.all([...gateways, transport].map(kill))
  await redis.restart()
  transport = await startTransport()
  for (const index of ports.gateways.keys()) gateways[index] = await startGateway(index, redis)
  await untilAll(changed)

  const [first] = subscribers
  const ids = first?.told.map(({ id }) => id) ?? []
  expect(new Set(ids).size).toBe(changed)
  for (const { told, refusals } of subscribers) {
    expect(refusals).toEqual([])
    expect(told.map(({ id }) => id)).toEqual(ids)
  }
  const keys = new Set(
    subscribers.flatMap(({ told }) =>
      told.map(({ data }) => /"id":"(\d+)","freeSpaces":\{"cars":999\}/.exec(data)?.[1]),
    ),
  )
  keys.delete(undefined)
  expect(keys.size).toBeGreaterThan(changed - STEP)
  const cuts = subscribers.reduce((sum, subscriber) => sum + subscriber.cuts, 0)
  console.info(
    `${SUBSCRIBERS} subscribers were cut ${cuts} times and told of ${changed} events each, in one order: 0 lost, 0 doubled.`,
  )
})

/** The first so many car parks with another count. */
function writeSource(): string {
  let left = changed
  return LIVE.replaceAll(/Car_CNT="[^"]*"/g, (count) => (left-- > 0 ? `Car_CNT="${CHANGED_TO}"` : count))
}

function startTransport(): Promise<RunningProcess> {
  return startProcess('dist/subgraphs/transport/server.js', {
    PORT: String(ports.transport),
    GATEWAY_SECRETS: SECRET,
    GATEWAY_URLS: gatewayUrls.join(','),
    STATE_DIR: join(folder, 'transport'),
    FROZEN_CLOCK: '2026-11-22T14:20:00+08:00',
    FEED_DSAT_CARPARK_LIVE_URL: source.url,
    DRAIN_DELAY_MS: '0',
  })
}

async function startGateway(index: number, { url }: StartedRedis): Promise<RunningProcess> {
  return startProcess('dist/gateway/main.js', {
    PORT: String(ports.gateways[index]),
    GATEWAY_SECRET: SECRET,
    REDIS_URL: url,
    SUBGRAPH_URLS: `transport=${addressOf(ports.transport)}/graphql`,
    MAX_SUBSCRIPTIONS_PER_CLIENT: String(2 * SUBSCRIBERS),
    DRAIN_DELAY_MS: '0',
  })
}

async function kill(running: RunningProcess | undefined): Promise<void> {
  running?.signal('SIGKILL')
  await running?.ended
}
