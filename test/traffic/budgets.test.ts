import { afterEach, describe, expect, it } from 'vitest'
import { connectRedis, type Redis } from '../../kit/redis.ts'
import { startRedis } from '../kit/redis.ts'
import { startCulture, startGuarded, type Guarded, type Person } from './gateways.ts'

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of running.splice(0).toReversed()) await part.stop()
})

async function start(environment: Readonly<Record<string, string>>): Promise<Guarded> {
  const culture = await startCulture()
  running.push(culture)
  const guarded = await startGuarded(environment, culture)
  running.push(guarded)
  return guarded
}

/** A museum, which costs 1, and the request, which does too. */
const MUSEUM = '{ museum(id: "mam") { id } }'
const COST = 2

/** How many of so many requests, one after the other, are answered. */
async function countAnswered(person: Person, times: number, headers: Readonly<Record<string, string>> = {}) {
  let answered = 0
  for (let time = 0; time < times; time++) if ((await person(MUSEUM, headers)).status === 200) answered++
  return answered
}

describe('a client whose budget is used up', () => {
  it('is told by 429, when to ask again and what there is', async () => {
    const { person } = await start({ BUDGETS: 'anonymous=20:60000' })
    const somebody = person()
    const first = await somebody(MUSEUM)
    expect(first.status).toBe(200)
    expect(first.headers).toMatchObject({
      ratelimit: expect.stringMatching(/^"anonymous(-cpu)?";r=\d+;t=\d+$/),
      'ratelimit-policy': '"anonymous";q=20;w=60;qu="cost", "anonymous-cpu";q=60000;w=60;qu="cpu-ms"',
    })
    expect(await countAnswered(somebody, 20 / COST)).toBeGreaterThanOrEqual(20 / COST - 1)
    const refused = await somebody(MUSEUM)
    expect(refused).toMatchObject({ status: 429, code: 'RATE_LIMITED' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1)
    expect(refused.headers['ratelimit']).toMatch(/^"anonymous";r=0;t=/)
  })

  it('does not cost another address, nor who has a token, anything', async () => {
    const { person, token } = await start({ BUDGETS: 'anonymous=20:60000' })
    expect(await countAnswered(person('127.0.0.2'), 30)).toBeLessThan(20)
    expect(await countAnswered(person('127.0.0.3'), 1)).toBe(1)
    const authorization = `Bearer ${await token('somebody', 'developer')}`
    expect(await countAnswered(person('127.0.0.2'), 30, { authorization })).toBe(30)
  })

  it('is the same client with another connection and another token of the same subject', async () => {
    const { person, token } = await start({ BUDGETS: 'developer=20:60000' })
    const mine = async () => ({ authorization: `Bearer ${await token('me', 'developer')}` })
    expect(await countAnswered(person('127.0.0.2'), 30, await mine())).toBeLessThan(20)
    expect(await countAnswered(person('127.0.0.3'), 1, await mine())).toBe(0)
    const other = { authorization: `Bearer ${await token('you', 'developer')}` }
    expect(await countAnswered(person('127.0.0.2'), 1, other)).toBe(1)
  })

  it('gets no new budget by writing other addresses into X-Forwarded-For', async () => {
    const { person, logged } = await start({ BUDGETS: 'anonymous=20:60000' })
    const forger = person()
    let answered = 0
    for (let time = 0; time < 30; time++) {
      const { status } = await forger(MUSEUM, {
        'x-forwarded-for': `192.0.2.${time}`,
        forwarded: `for=192.0.2.${time}`,
      })
      if (status === 200) answered++
    }
    expect(answered).toBeLessThan(20)
    expect(logged.filter((line) => line.includes('TRUSTED_PROXY_HOPS'))).toHaveLength(1)
  })

  it('is told apart behind a proxy that is trusted, by what that proxy wrote', async () => {
    const { person } = await start({ BUDGETS: 'anonymous=20:60000', TRUSTED_PROXY_HOPS: '1' })
    const proxy = person()
    const from = (address: string) => ({ 'x-forwarded-for': `203.0.113.9, ${address}` })
    expect(await countAnswered(proxy, 30, from('192.0.2.1'))).toBeLessThan(20)
    expect(await countAnswered(proxy, 1, from('192.0.2.2'))).toBe(1)
  })

  it('pays for tokens that are not accepted with its address', async () => {
    const { person } = await start({ BUDGETS: 'anonymous=2000:60000' })
    const guesser = person()
    const statuses: number[] = []
    for (let time = 0; time < 15; time++)
      statuses.push((await guesser(MUSEUM, { authorization: `Bearer guess.${time}` })).status)
    expect(statuses.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => 401))
    expect(statuses.slice(-2)).toEqual([429, 429])
    expect((await guesser(MUSEUM)).status).toBe(429)
    expect((await person('127.0.0.2')(MUSEUM)).status).toBe(200)
  })

  it('leaves their part to those who came before to the same address', async () => {
    const { person } = await start({ BUDGETS: 'anonymous=60000:60000' })
    const [quiet, greedy] = [person(), person()]
    expect((await quiet(MUSEUM)).status).toBe(200)
    // What a connection may use for itself grows as long as it is there, here by 31 each second.
    await untilSeatHas(COST)
    const many = `{ ${Array.from({ length: 40 }, (_, i) => `m${i}: museums(first: 100) { nodes { id } }`).join(' ')} }`
    let last = 200
    for (let time = 0; time < 40 && last !== 429; time++) last = (await greedy(many)).status
    expect(last).toBe(429)
    expect(await countAnswered(quiet, 1)).toBe(1)
  })
})

/** Of two gateways without a cache. */
const CONNECTIONS_OF_TWO = 2

async function untilSeatHas(cost: number): Promise<void> {
  const begun = performance.now()
  while ((performance.now() - begun) * (1_000 / 32 / 1_000) < cost) await new Promise(setImmediate)
}

const redis = await startRedis()

describe.runIf(redis !== null)('with Redis', () => {
  if (redis === null) return
  const settings = { BUDGETS: 'anonymous=2000:600000', REDIS_URL: redis.url, CACHE: 'off' }
  const FULL = 2_000 / COST

  async function startTwo(): Promise<readonly [Person, Person]> {
    const [one, other] = [await start(settings), await start(settings)]
    await untilRedisHears(redis?.url ?? '')
    return [one.person(), other.person()]
  }

  it('two gateways are one budget, but for a slice each', async () => {
    const [one, other] = await startTwo()
    const begun = performance.now()
    const answered = (await countAnswered(one, FULL * 0.7)) + (await countAnswered(other, FULL))
    // A budget is full again after a minute, however long the asking took.
    const refilled = (FULL * (performance.now() - begun)) / 60_000
    expect(answered).toBeGreaterThan(FULL * 0.95)
    expect(answered).toBeLessThan(FULL * 1.1 + refilled)
  })

  it('each has the whole budget while Redis is away, and one of all when it is back', async () => {
    const [one, other] = await startTwo()
    await redis.kill()
    expect(await countAnswered(one, FULL * 0.9)).toBe(FULL * 0.9)
    // More than there would be left of one budget.
    expect(await countAnswered(other, FULL * 0.2)).toBe(FULL * 0.2)
    await redis.restart()
    await untilRedisHears(redis.url)
    // What was used meanwhile is told with the next slice; by itself the other would have four fifths left.
    await countAnswered(one, FULL * 0.05)
    expect(await countAnswered(other, FULL)).toBeLessThan(FULL * 0.5)
    await redis.stop()
  })
})

/** Until as many connections are there as two gateways have, and one of our own; then all that was kept is gone. */
async function untilRedisHears(url: string): Promise<void> {
  const probe = connectRedis(url, () => {})
  while (!probe.isReady || (await countConnections(probe)) < CONNECTIONS_OF_TWO + 1)
    await new Promise((resolve) => setTimeout(resolve, 10))
  await probe.send(['FLUSHALL'])
  probe.close()
}

async function countConnections(redis: Redis): Promise<number> {
  return String(await redis.send(['CLIENT', 'LIST']))
    .trim()
    .split('\n').length
}
