import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRedisLevel } from '../../../gateway/cache/redis/redisLevel.ts'
import type { Listening } from '../../../gateway/cache/entities/sharedLevel.ts'
import { connectRedisCluster } from '../../../kit/redisCluster.ts'
import { createCachedGateway, createWeather, SETTINGS, type Weather } from '../cachedFederation.ts'
import { codeOf, hashOf, postByHash } from '../documents/byHash.ts'
import { startSmallGateway, type SmallGateway } from '../documents/smallGateway.ts'
import { createMuseums, type Museums } from '../museums.ts'
import { startRedisCluster, type StartedCluster } from './redisCluster.ts'

const VISITORS = 'query($ids: [ID!]!) { museums(ids: $ids) { id visitors } }'
const BUDGET = 150
const TIMES = { budget: 5_000, pause: 100, lease: 2_000 }

const started = await startRedisCluster()

describe.runIf(started !== null)('with a cluster of three Redis, gateways', () => {
  if (started === null) return
  const cluster: StartedCluster = started
  let museums: Museums
  let weather: Weather
  const stops: (() => unknown)[] = []

  beforeEach(async () => {
    museums = createMuseums()
    weather = createWeather()
    await cluster.sendToAll(['FLUSHALL'])
  })
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop()
  })
  afterAll(() => cluster.stop())

  it('share what one of them has asked, whatever node holds it', async () => {
    const [one, other] = [await open(), await open()]
    await askVisitors(one, 'mam', 'mgm')
    await written('visits', 2)
    await written('list', 1)
    weather.requests.length = 0
    expect(await askVisitors(other, 'mam', 'mgm')).toEqual([10, 20])
    expect(weather.requests).toEqual([])
  })

  it('keep what belongs to a subgraph together at one node, and different ones apart', async () => {
    await askVisitors(await open(), 'mam', 'mgm', 'sea')
    await written('visits', 3)
    await written('list', 1)
    const names = (await cluster.sendToAll(['KEYS', 'mog1:*'])).map((keys) =>
      Array.isArray(keys) ? keys.map(String) : [],
    )
    const homesOf = (subgraph: string) =>
      names.filter((keys) => keys.some((key) => key.startsWith(`mog1:{${subgraph}}:`))).length
    expect([homesOf('visits'), homesOf('list')]).toEqual([1, 1])
    expect(names.filter((keys) => keys.length > 0)).toHaveLength(2)
  })

  it('ask a subgraph once for what all of them miss at the same moment', async () => {
    const gateways = [await open(), await open(), await open()]
    weather.before = () => new Promise((resolve) => setTimeout(resolve, 50))
    const asked = gateways.flatMap((gateway) => Array.from({ length: 20 }, () => gateway.ask('{ total }')))
    for (const { data } of await Promise.all(asked)) expect(data).toEqual({ total: 60 })
    expect(weather.requests).toHaveLength(1)
  })

  it('all hear what one of them drops, at whatever node each of them listens', async () => {
    const gateways = await Promise.all(Array.from({ length: 6 }, () => open()))
    for (const gateway of gateways) await askVisitors(gateway, 'mam')
    await written('visits', 1)
    museums.visitors.set('mam', 11)
    for (const gateway of gateways) {
      expect(await invalidateVisits(gateway)).toMatchObject({ confirmed: 6, told: 6 })
    }
    for (const gateway of gateways) expect(await askVisitors(gateway, 'mam')).toEqual([11])
  })

  it('know an operation by its hash that a client made known to another', async () => {
    const query = '{ museums { id } }'
    const [one, other] = [await openWhole(), await openWhole()]
    await postByHash(one, { hash: hashOf(query), query })
    const askOther = async () => codeOf(await postByHash(other, { hash: hashOf(query) }))
    await expect.poll(askOther, { timeout: 5_000 }).toBeUndefined()
  })

  it('enter all nodes with the password of the first address', async () => {
    await cluster.sendToAll(['CONFIG', 'SET', 'requirepass', 'pass,word'])
    stops.push(() => cluster.sendToAll(['CONFIG', 'SET', 'requirepass', '']))
    const [first = '', ...others] = cluster.urls
    const gateway = await openWhole([first.replace('127', ':pass%2Cword@127'), ...others])
    const written = async () => {
      await gateway.ask('{ museums { id } }')
      return (await cluster.sendToAll(['KEYS', 'mog1:{museums}:*'])).flat().length
    }
    await expect.poll(written, { timeout: 5_000 }).toBeGreaterThan(0)
  })

  it.each([0, 1, 2])('go on when node %i is lost, and share again when it is back', async (index) => {
    const node = cluster.nodes[index]
    const gateways = [await open(), await open()]
    for (const gateway of gateways) await askVisitors(gateway, 'mam')
    await node?.kill()
    for (const gateway of gateways) expect(await askVisitors(gateway, 'mgm', 'sea')).toEqual([20, 30])
    await expect(invalidateVisits(gateways[0])).rejects.toBeInstanceOf(Error)
    await node?.restart()
    await cluster.untilWell()
    for (const gateway of gateways) await untilHeard(gateway)
    museums.visitors.set('mam', 11)
    const invalidated = async () => invalidateVisits(gateways[1]).catch(() => undefined)
    await expect.poll(invalidated, { timeout: 10_000 }).toMatchObject({ confirmed: 2, told: 2 })
    for (const gateway of gateways) expect(await askVisitors(gateway, 'mam')).toEqual([11])
  })

  it('lose the budget once when the node that they ask stands still', async () => {
    const gateway = await open(BUDGET)
    await askVisitors(gateway, 'mam')
    for (const node of cluster.nodes) node.freeze()
    const begun = performance.now()
    for (const id of ['mgm', 'sea', 'a', 'b', 'c']) await askVisitors(gateway, id)
    const lost = performance.now() - begun
    for (const node of cluster.nodes) node.thaw()
    expect(lost).toBeLessThan(3 * BUDGET)
    await untilHeard(gateway)
  })

  type Gateway = ReturnType<typeof createCachedGateway>

  async function open(budget = TIMES.budget): Promise<Gateway> {
    const shared = (listening: Listening) =>
      createRedisLevel(
        connectRedisCluster(cluster.urls, () => {}),
        { ...TIMES, budget },
        () => weather.now,
        listening,
      )
    const gateway = createCachedGateway(museums.subgraphs, weather, { settings: SETTINGS, shared })
    stops.push(gateway.cache.stop)
    await untilHeard(gateway)
    return gateway
  }

  async function untilHeard({ cache }: Gateway): Promise<void> {
    await expect.poll(() => cache.shared?.isHeard, { timeout: 10_000 }).toBe(true)
  }

  async function invalidateVisits(gateway: Gateway | undefined) {
    return gateway?.cache.shared?.invalidate({ subgraph: 'visits', groups: ['t:Museum'], entries: [] })
  }

  async function openWhole(urls = cluster.urls): Promise<SmallGateway> {
    const gateway = await startSmallGateway({ REDIS_URL: urls.join(), REDIS_CLUSTER: 'true' })
    stops.push(gateway.stop)
    return gateway
  }

  async function written(subgraph: string, count: number): Promise<void> {
    const countEntries = async () =>
      (await cluster.sendToAll(['KEYS', `mog1:{${subgraph}}:e:*`])).flat().length
    await expect.poll(countEntries, { timeout: 5_000 }).toBe(count)
  }

  async function askVisitors(gateway: Gateway, ...ids: readonly string[]): Promise<readonly unknown[]> {
    const { data, errors } = await gateway.ask(VISITORS, { variables: { ids } })
    expect(errors).toEqual([])
    return isMuseums(data) ? data.museums.map(({ visitors }) => visitors) : []
  }
})

function isMuseums(value: unknown): value is { museums: { visitors: unknown }[] } {
  return typeof value === 'object' && value !== null && 'museums' in value && Array.isArray(value.museums)
}
