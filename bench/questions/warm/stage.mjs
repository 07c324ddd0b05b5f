import { readFileSync } from 'node:fs'
import { runContest } from '../../kit/contest.mjs'
import { openStage } from '../../kit/stage.mjs'
import { startRedis } from './redis.mjs'

/**
 * The heavy query, all requests alike, beside a Redis: what is kept for one is kept for all.
 * @param {{ peers: readonly string[] }} effort
 * @param {Readonly<Record<string, number>>} [latency] milliseconds that a subgraph waits before it answers
 * @param {boolean} [anonymous] whether the clients have no token
 */
export async function askWarm(effort, latency, anonymous) {
  const query = readFileSync(new URL('../../graphs/shop/heavy.graphql', import.meta.url), 'utf8')
  const scenario = { name: 'heavy', query, variables: { first: 5 }, shared: true, anonymous }
  const redis = await startRedis()
  const stage = await openStage('shop', latency)
  try {
    return await runContest({ ...stage, redis: redis?.url }, scenario, effort)
  } finally {
    await stage.close()
    await redis?.stop()
  }
}
