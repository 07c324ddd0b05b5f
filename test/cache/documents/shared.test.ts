import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { guardRedis } from '../../../gateway/cache/redis/breaker.ts'
import { shareTexts, type TextBounds } from '../../../gateway/cache/redis/texts.ts'
import { connectRedis, type Redis } from '../../../kit/redis.ts'
import { startRedis } from '../../kit/redis.ts'
import { codeOf, hashOf, postByHash } from './byHash.ts'
import { startSmallGateway, type SmallGateway } from './smallGateway.ts'

const MUSEUMS = '{ museums { id } }'
const HASH = hashOf(MUSEUMS)

const server = await startRedis()

describe.runIf(server !== null)('with Redis, an operation that a client made known to one gateway', () => {
  if (server === null) return
  let redis: Redis
  const gateways: SmallGateway[] = []

  beforeAll(() => {
    redis = connectRedis(server.url, () => {})
  })
  beforeEach(async () => {
    await untilReady()
    await redis.send(['FLUSHALL'])
  })
  afterEach(async () => {
    for (const gateway of gateways.splice(0)) await gateway.stop()
  })
  afterAll(async () => {
    redis.close()
    await server.stop()
  })

  it('is known to all of them', async () => {
    const [one, other] = [await open(), await open()]
    await postByHash(one, { hash: HASH, query: MUSEUMS })
    await shared(HASH)
    expect((await postByHash(other, { hash: HASH })).status).toBe(200)
  })

  it('is known to one that comes later, though the cache be off', async () => {
    await postByHash(await open({ CACHE: 'off' }), { hash: HASH, query: MUSEUMS })
    await shared(HASH)
    expect((await postByHash(await open({ CACHE: 'off' }), { hash: HASH })).status).toBe(200)
  })

  it('is not taken from Redis where it is not what its hash says', async () => {
    const gateway = await open()
    await redis.send(['SET', keyOf(HASH), '{ museums { name } }'])
    expect(codeOf(await postByHash(gateway, { hash: HASH }))).toBe('PERSISTED_QUERY_NOT_FOUND')
    await redis.send(['DEL', keyOf(HASH)])
    await redis.send(['LPUSH', keyOf(HASH), MUSEUMS])
    expect(codeOf(await postByHash(gateway, { hash: HASH }))).toBe('PERSISTED_QUERY_NOT_FOUND')
  })

  it('is validated again, for another gateway may have another supergraph', async () => {
    const query = '{ museums { colour } }'
    await redis.send(['SET', keyOf(hashOf(query)), query])
    const answer = await postByHash(await open(), { hash: hashOf(query) })
    expect(codeOf(answer)).toBe('GRAPHQL_VALIDATION_FAILED')
  })

  it('is simply not known while Redis is away or stands still', async () => {
    const gateway = await open()
    server.freeze()
    const begun = performance.now()
    expect(codeOf(await postByHash(gateway, { hash: HASH }))).toBe('PERSISTED_QUERY_NOT_FOUND')
    expect((await postByHash(gateway, { hash: HASH, query: MUSEUMS })).status).toBe(200)
    expect((await postByHash(gateway, { hash: HASH })).status).toBe(200)
    expect(performance.now() - begun).toBeLessThan(1_000)
    server.thaw()
    await server.kill()
    expect((await postByHash(gateway, { hash: HASH })).status).toBe(200)
    await server.restart()
  })

  it('dies of age, and no later than its place in the order', async () => {
    const texts = shareWithin({ bytes: 10_000, milliseconds: 60_000 })
    await texts.write(HASH, MUSEUMS)
    const names = await redis.send(['KEYS', '*'])
    expect(names).toHaveLength(3)
    for (const name of Array.isArray(names) ? names : [])
      expect(Number(await redis.send(['PTTL', name])), String(name)).toBeGreaterThan(50_000)
  })

  it('goes when all together grow too large, the first that came before the others', async () => {
    const texts = shareWithin({ bytes: 1_000, milliseconds: 60_000 })
    const written = Array.from({ length: 10 }, (_, index) => `${index}`.repeat(300))
    for (const text of written) {
      await texts.write(hashOf(text), text)
      await texts.write(hashOf(text), text)
    }
    const read = await Promise.all(written.map((text) => texts.read(hashOf(text))))
    expect(read).toEqual([...Array.from({ length: 7 }), ...written.slice(7)])
  })

  async function untilReady(): Promise<void> {
    await expect.poll(() => redis.isReady, { timeout: 5_000 }).toBe(true)
  }

  function shareWithin(bounds: TextBounds) {
    return shareTexts({ redis, breaker: guardRedis(redis, { budget: 5_000, pause: 100 }) }, bounds)
  }

  async function open(environment: Readonly<Record<string, string>> = {}): Promise<SmallGateway> {
    const gateway = await startSmallGateway({ REDIS_URL: server?.url, ...environment })
    gateways.push(gateway)
    await connected(gateways.length)
    return gateway
  }

  /** Our own connection, and of each gateway one or two: its listening comes after it can send. */
  async function connected(count: number): Promise<void> {
    await expect
      .poll(async () => String(await redis.send(['CLIENT', 'LIST', 'TYPE', 'NORMAL'])).split('\n').length - 1)
      .toBeGreaterThan(count)
  }

  async function shared(hash: string): Promise<void> {
    await expect.poll(async () => redis.send(['EXISTS', keyOf(hash)])).toBe(1)
  }

  function keyOf(hash: string): string {
    return `mog1:{texts}:t:${hash}`
  }
})
