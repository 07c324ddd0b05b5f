import { PassThrough } from 'node:stream'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { openRedis, type OpenRedis } from '../../gateway/cache/redis/openRedis.ts'
import { createRedisLevel } from '../../gateway/cache/redis/redisLevel.ts'
import { findFreePort, startRedis } from '../kit/redis.ts'

const probe = await startRedis()
await probe?.stop()

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

const REFUSALS = [
  ['NOAUTH', ['--requirepass', 'a secret password'], ''],
  ['WRONGPASS', ['--requirepass', 'a secret password'], ':a%20guessed%20password@'],
  ['OOM', ['--maxmemory', '1'], ''],
  ['READONLY', null, ''],
] as const

describe.runIf(probe !== null)('a Redis that refuses is named in the log', () => {
  it.each(REFUSALS)('by %s', async (code, options, user) => {
    // A replica of nobody, which takes no writes.
    const replica = async () => ['--replicaof', '127.0.0.1', String(await findFreePort())]
    const server = await startRedis(options ?? (await replica()))
    if (server === null) return
    closers.push(() => server.stop())
    const { shared, lines } = await open(server.url.replace('redis://', `redis://${user}`))
    const asked = async (): Promise<readonly unknown[]> => {
      // Neither rejects, whatever Redis says.
      await shared.read('visits', ['mam'])
      await shared.lease('visits', 'mam', ['mam'])
      return lines().map((line) => line.code)
    }
    await expect.poll(asked, { timeout: 5_000 }).toContain(code)
    for (const line of lines()) {
      expect(line).toMatchObject({ level: 40, msg: expect.stringMatching(/^Redis /) })
      expect(JSON.stringify(line)).not.toMatch(/secret|guessed|127\.0\.0\.1/)
    }
  })
})

async function open(url: string) {
  const output = new PassThrough()
  let text = ''
  output.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  const settings = { urls: [url], isCluster: false, caFile: undefined, budgetMs: 1_000 }
  const opened: OpenRedis | undefined = await openRedis(settings, pino({}, output))
  if (opened === undefined) throw new Error('Expected a Redis.')
  closers.push(() => opened.stop())
  const listening = { onDrop: () => {}, onHeard: () => {} }
  const times = { ...opened.times, lease: 1_000 }
  return {
    shared: createRedisLevel(opened.redis, times, Date.now, listening, opened.breaker),
    lines: (): readonly Record<string, unknown>[] =>
      text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
  }
}
