import { z } from 'zod'
import { commaList, wholeNumber } from '../../../kit/config.ts'
import type { CacheSettings } from '../../cache/cache.ts'
import type { Rule, ValuesOf } from './rule.ts'

const seconds = wholeNumber('seconds from 0 to 31536000', 0, 31_536_000)

export const cacheVariables = {
  CACHE: z.enum(['on', 'off'], { error: 'on or off' }).default('on'),
  CACHE_MEMORY_MB: wholeNumber('megabytes from 1 to 65536', 1, 65_536).default(64),
  CACHE_DEFAULT_SECONDS: commaList.default([]),
  CACHE_STALE_SECONDS: seconds.default(10),
  CACHE_STALE_ON_ERROR_SECONDS: seconds.default(300),
}

type CacheValues = ValuesOf<typeof cacheVariables>

export const cacheRules: readonly Rule<CacheValues>[] = [
  {
    variable: 'CACHE_DEFAULT_SECONDS',
    holds: ({ CACHE_DEFAULT_SECONDS }) => CACHE_DEFAULT_SECONDS.every(isNamedSeconds),
    expected: 'name=seconds pairs separated by commas, such as "stock=3600,prices=60"',
  },
]

/** Undefined when nothing is to be kept. */
export function toCacheSettings(values: CacheValues): CacheSettings | undefined {
  if (values.CACHE === 'off') return undefined
  const bySubgraph = parseNamedSeconds(values.CACHE_DEFAULT_SECONDS)
  return Object.freeze({
    memoryBytes: values.CACHE_MEMORY_MB * 1_048_576,
    defaults: {
      maxAge: (subgraph: string) => bySubgraph.get(subgraph) ?? 0,
      staleWhileRevalidate: values.CACHE_STALE_SECONDS,
      staleIfError: values.CACHE_STALE_ON_ERROR_SECONDS,
    },
  })
}

function isNamedSeconds(entry: string): boolean {
  return /^[^=\s]+=\d{1,8}$/.test(entry)
}

function parseNamedSeconds(entries: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    entries.map((entry) => {
      const [name = '', text] = entry.split('=')
      return [name, Number(text)] as const
    }),
  )
}
