import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRedisLevel } from '../../gateway/cache/redis/redisLevel.ts'
import type { Listening } from '../../gateway/cache/entities/sharedLevel.ts'
import { connectRedis, type Redis } from '../../kit/redis.ts'
import { startRedis, type StartedRedis } from '../kit/redis.ts'
import { createCachedGateway, createWeather, SETTINGS, type Weather } from './cachedFederation.ts'
import { createMuseums, type Museums } from './museums.ts'

const VISITORS = 'query($ids: [ID!]!) { museums(ids: $ids) { id visitors } }'
/** Machines that run tests can be slow: where the budget is not the question, it is large. */
const TIMES = { budget: 5_000, pause: 100, lease: 2_000 }
const BUDGET = 150

const started = await startRedis(['--maxmemory', '8mb'])

describe.runIf(started !== null)('with Redis, gateways', () => {
  if (started === null) return
  const server: StartedRedis = started
  let museums: Museums
  let weather: Weather
  let redis: Redis
  const stops: (() => void)[] = []

  beforeAll(() => {
    redis = connectRedis(server.url, () => {})
  })
  beforeEach(async () => {
    museums = createMuseums()
    weather = createWeather()
    await untilReady(redis)
    await redis.send(['FLUSHALL'])
  })
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
  })
  afterAll(async () => {
    redis.close()
    await server.stop()
  })

  it('share what one of them has asked', async () => {
    const [one, other] = [await open(), await open()]
    await askVisitors(one, 'mam', 'mgm')
    await written(2)
    await askVisitors(other, 'mgm', 'sea')
    expect(entitiesAsked()).toEqual(['mam', 'mgm', 'sea'])
  })

  it('read a whole batch in one round trip', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `m${index}`)
    await askVisitors(await open(), ...ids)
    await written(50)
    await written(1, 'list')
    const cold = await open()
    await redis.send(['CONFIG', 'RESETSTAT'])
    await askVisitors(cold, ...ids)
    const statistics = String(await redis.send(['INFO', 'commandstats']))
    expect(statistics).toContain('cmdstat_mget:calls=2,')
    expect(statistics).not.toContain('cmdstat_evalsha')
  })

  it('keep everything with a time to live', async () => {
    await askVisitors(await open(), 'mam')
    await written(1)
    const names = await redis.send(['KEYS', '*'])
    for (const name of Array.isArray(names) ? names : [])
      expect(Number(await redis.send(['PTTL', name])), String(name)).toBeGreaterThan(0)
  })

  it('ask a subgraph once for what all of them miss at the same moment', async () => {
    const gateways = [await open(), await open(), await open()]
    weather.before = () => new Promise((resolve) => setTimeout(resolve, 50))
    const asked = gateways.flatMap((gateway) => Array.from({ length: 50 }, () => gateway.ask('{ total }')))
    for (const { data } of await Promise.all(asked)) expect(data).toEqual({ total: 60 })
    expect(weather.requests).toHaveLength(1)
  })

  it('answer without it, and use it when it comes back', async () => {
    await server.kill()
    const gateway = openUnheard()
    expect(await askVisitors(gateway, 'mam')).toEqual([10])
    await server.restart()
    await untilReady(redis)
    await untilHeard(gateway)
    weather.now += 60_000
    await askVisitors(gateway, 'mam')
    await written(1)
  })

  it('answer when it is lost between two requests', async () => {
    const gateway = await open()
    await askVisitors(gateway, 'mam')
    await server.kill()
    expect(await askVisitors(gateway, 'mam', 'mgm')).toEqual([10, 20])
    await server.restart()
  })

  it('keep what they know for five seconds when they cannot hear what others drop', async () => {
    const gateway = await open()
    await askVisitors(gateway, 'mam')
    await server.kill()
    await expect.poll(() => gateway.cache.shared?.isHeard, { timeout: 5_000 }).toBe(false)
    museums.visitors.set('mam', 11)
    weather.now += 4_000
    expect(await askVisitors(gateway, 'mam')).toEqual([10])
    weather.now += 1_000
    expect(await askVisitors(gateway, 'mam')).toEqual([11])
    await server.restart()
  })

  it('lose the read budget once and no more when it stands still', async () => {
    const gateway = openUnheard(BUDGET)
    await untilHeard(gateway)
    server.freeze()
    const begun = performance.now()
    expect(await askVisitors(gateway, 'mam')).toEqual([10])
    const first = performance.now() - begun
    for (const id of ['mgm', 'sea', 'a', 'b', 'c']) await askVisitors(gateway, id)
    const all = performance.now() - begun
    server.thaw()
    expect(first).toBeGreaterThan(BUDGET - 10)
    // Five more, each of two calls: all of them together lose less than two budgets.
    expect(all - first).toBeLessThan(2 * BUDGET)
    await untilHeard(gateway)
  })

  it('go on when its memory is full', async () => {
    const gateway = await open()
    // Until it is restarted. Filled, it has room for a small value more whenever a buffer of its own is freed.
    await redis.send(['CONFIG', 'SET', 'maxmemory', '1'])
    await expect(redis.send(['SET', 'ballast', 'x'])).rejects.toThrow('OOM')
    expect(await askVisitors(gateway, 'mam', 'mgm')).toEqual([10, 20])
    const { count } = await invalidate(gateway, { groups: ['s'], entries: [] })
    expect(count).toBe(0)
    museums.visitors.set('mam', 11)
    expect(await askVisitors(gateway, 'mam')).toEqual([11])
  })

  it('answer when it was restarted empty', async () => {
    const gateway = await open()
    await askVisitors(gateway, 'mam')
    await server.restart()
    await untilReady(redis)
    await untilHeard(gateway)
    museums.visitors.set('mam', 11)
    expect(await askVisitors(gateway, 'mam')).toEqual([11])
  })

  it.each([
    ['garbage', () => Buffer.from([0, 1, 2, 255])],
    ['nothing', () => Buffer.alloc(0)],
    ['text', () => Buffer.from('{"value":1}')],
    ['another version', (good: Buffer) => Buffer.concat([Buffer.from('MOG9'), good.subarray(4)])],
    ['half of it', (good: Buffer) => good.subarray(0, good.length / 2)],
    ['one bit changed', (good: Buffer) => flipLast(good)],
  ])('take %s in a key for nothing', async (_what, spoil) => {
    await askVisitors(await open(), 'mam')
    await written(1)
    for (const name of await entryNames()) {
      const good = await redis.send(['GET', name])
      if (Buffer.isBuffer(good)) await redis.send(['SET', name, spoil(good), 'PX', '100000'])
    }
    museums.visitors.set('mam', 11)
    expect(await askVisitors(await open(), 'mam')).toEqual([11])
  })

  it('take what lies under the key of something else for nothing', async () => {
    const ids = ['mam', 'mgm', 'sea']
    const right = await askVisitors(await open(), ...ids)
    await written(3)
    const names = await entryNames()
    const values = await Promise.all(names.map((name) => redis.send(['GET', name])))
    for (const [index, name] of names.entries()) {
      const other = values[(index + 1) % values.length]
      if (Buffer.isBuffer(other)) await redis.send(['SET', name, other, 'PX', '100000'])
    }
    expect(await askVisitors(await open(), ...ids)).toEqual(right)
    // Each was asked for again.
    expect(entitiesAsked()).toEqual([...ids, ...ids])
  })

  it('take the wrong kind of key for nothing', async () => {
    await askVisitors(await open(), 'mam')
    await written(1)
    for (const name of await entryNames()) {
      await redis.send(['DEL', name])
      await redis.send(['LPUSH', name, 'x'])
    }
    museums.visitors.set('mam', 11)
    expect(await askVisitors(await open(), 'mam')).toEqual([11])
  })

  it('compress what is large', async () => {
    const ids = Array.from({ length: 500 }, (_, index) => `museum-${index}`)
    await (await open()).ask('query($ids: [ID!]!) { museums(ids: $ids) { id name } }', { variables: { ids } })
    await written(1, 'list')
    const [name = ''] = await entryNames('list')
    expect(Number(await redis.send(['STRLEN', name]))).toBeLessThan(8_000)
  })

  describe('after an invalidation', () => {
    it('serve nothing old, whichever of them was told', async () => {
      const [one, other] = [await open(), await open()]
      for (const gateway of [one, other]) await askVisitors(gateway, 'mam', 'mgm')
      await written(2)
      museums.visitors.set('mam', 11)
      const told = await invalidate(one, { groups: ['t:Museum'], entries: [] })
      expect(told).toEqual({ count: 2, confirmed: 2, told: 2 })
      expect(await askVisitors(other, 'mam', 'mgm')).toEqual([11, 20])
      expect(await askVisitors(one, 'mam', 'mgm')).toEqual([11, 20])
    })

    it('keep nothing that was fetched before it', async () => {
      const [one, other] = [await open(), await open()]
      weather.before = async (subgraph) => {
        if (subgraph === 'visits') weather.before = () => {}
        if (subgraph === 'visits') await invalidate(other, { groups: ['s'], entries: [] })
      }
      await askVisitors(one, 'mam')
      museums.visitors.set('mam', 11)
      expect(await askVisitors(one, 'mam')).toEqual([11])
      expect(await askVisitors(other, 'mam')).toEqual([11])
    })

    it('know that it is not certain while Redis is away', async () => {
      const gateway = await open()
      await server.kill()
      await expect(invalidate(gateway, { groups: ['s'], entries: [] })).rejects.toThrow(/offline|closed/)
      await server.restart()
    })
  })

  type Gateway = ReturnType<typeof createCachedGateway>

  async function open(): Promise<Gateway> {
    const gateway = openUnheard()
    await untilHeard(gateway)
    return gateway
  }

  function openUnheard(budget = TIMES.budget): Gateway {
    const shared = (listening: Listening) =>
      createRedisLevel(
        connectRedis(server.url, () => {}),
        { ...TIMES, budget },
        () => weather.now,
        listening,
      )
    const gateway = createCachedGateway(museums.subgraphs, weather, { settings: SETTINGS, shared })
    stops.push(gateway.cache.stop)
    return gateway
  }

  async function untilHeard({ cache }: Gateway): Promise<void> {
    await expect.poll(() => cache.shared?.isHeard, { timeout: 5_000 }).toBe(true)
  }

  function invalidate({ cache }: Gateway, what: { groups: string[]; entries: string[] }) {
    if (cache.shared === undefined) throw new Error('There is no shared level.')
    return cache.shared.invalidate({ subgraph: 'visits', ...what })
  }

  /** Writes are made behind: waits until so many entries of a subgraph are there. */
  async function written(count: number, subgraph = 'visits'): Promise<void> {
    await expect.poll(async () => (await entryNames(subgraph)).length, { timeout: 5_000 }).toBe(count)
  }

  async function entryNames(subgraph = 'visits'): Promise<readonly string[]> {
    const names = await redis.send(['KEYS', `mog1:{${subgraph}}:e:*`])
    return Array.isArray(names) ? names.map(String) : []
  }

  async function askVisitors(gateway: Gateway, ...ids: readonly string[]): Promise<readonly unknown[]> {
    const { data, errors } = await gateway.ask(VISITORS, { variables: { ids } })
    expect(errors).toEqual([])
    return isMuseums(data) ? data.museums.map(({ visitors }) => visitors) : []
  }

  function entitiesAsked(): readonly unknown[] {
    return weather.requests
      .filter(({ subgraph }) => subgraph === 'visits')
      .flatMap(({ entities }) => entities)
      .map((entity) => (typeof entity === 'object' && entity !== null && 'id' in entity ? entity.id : entity))
  }
})

function flipLast(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes)
  changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1)
  return changed
}

async function untilReady(redis: Redis): Promise<void> {
  await expect.poll(() => redis.isReady, { timeout: 5_000 }).toBe(true)
}

function isMuseums(value: unknown): value is { museums: { visitors: unknown }[] } {
  return typeof value === 'object' && value !== null && 'museums' in value && Array.isArray(value.museums)
}
