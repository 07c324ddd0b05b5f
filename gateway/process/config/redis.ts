import { z } from 'zod'
import { commaList } from '../../../kit/config.ts'
import type { RedisSettings } from '../../cache/redis/openRedis.ts'
import { flag, milliseconds } from './formats.ts'
import type { Rule, ValuesOf } from './rule.ts'

export const redisVariables = {
  REDIS_URL: commaList.default([]),
  REDIS_CLUSTER: flag.default(false),
  REDIS_CA_FILE: z.string().optional(),
  REDIS_BUDGET_MS: milliseconds.default(150),
}

type RedisValues = ValuesOf<typeof redisVariables>

export const redisRules: readonly Rule<RedisValues>[] = [
  {
    variable: 'REDIS_URL',
    holds: ({ REDIS_URL }) => REDIS_URL.every(isRedisAddress) && new Set(REDIS_URL.map(schemeOf)).size <= 1,
    expected: 'an address such as "redis://redis:6379" or "rediss://redis:6380", or several of one kind',
  },
  {
    variable: 'REDIS_CLUSTER',
    holds: ({ REDIS_URL, REDIS_CLUSTER }) => REDIS_URL.length <= 1 || REDIS_CLUSTER,
    expected: 'true for several addresses in REDIS_URL, which are nodes of a cluster',
  },
  {
    variable: 'REDIS_CA_FILE',
    holds: ({ REDIS_URL, REDIS_CA_FILE }) =>
      REDIS_CA_FILE === undefined || schemeOf(REDIS_URL[0]) === 'rediss',
    expected: 'nothing unless REDIS_URL begins with rediss://',
  },
]

/** Undefined where each gateway keeps its own memory alone. */
export function toRedisSettings(values: RedisValues): RedisSettings | undefined {
  if (values.REDIS_URL.length === 0) return undefined
  return Object.freeze({
    urls: values.REDIS_URL,
    isCluster: values.REDIS_CLUSTER,
    caFile: values.REDIS_CA_FILE,
    budgetMs: values.REDIS_BUDGET_MS,
  })
}

function isRedisAddress(address: string): boolean {
  return /^rediss?:\/\/./.test(address) && URL.canParse(address)
}

function schemeOf(address: string | undefined): string | undefined {
  return address?.split(':')[0]
}
