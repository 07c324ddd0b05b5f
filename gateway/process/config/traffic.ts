import { z } from 'zod'
import { commaList, wholeNumber } from '../../../kit/config.ts'
import { PROXY_HEADERS } from '../../traffic/address.ts'
import type { Budget } from '../../traffic/budgets.ts'
import { BUDGET_TIERS, type BudgetTier } from '../../traffic/tier.ts'
import type { TrafficSettings } from '../../traffic/traffic.ts'
import type { Rule, ValuesOf } from './rule.ts'

export const trafficVariables = {
  BUDGETS: commaList.default([]),
  TRUSTED_PROXY_HOPS: wholeNumber('a number of proxies from 0 to 10', 0, 10).default(0),
  TRUSTED_PROXY_HEADER: z
    .string()
    .toLowerCase()
    .pipe(z.enum(PROXY_HEADERS, { error: 'X-Forwarded-For or Forwarded' }))
    .default('x-forwarded-for'),
}

type TrafficValues = ValuesOf<typeof trafficVariables>

const WINDOW_MS = 60_000

/** A person who works with the explorer or a page uses some hundredths of it. */
const USUAL: Readonly<Record<BudgetTier, Budget>> = {
  anonymous: perMinute(3_000_000, 20_000),
  developer: perMinute(6_000_000, 30_000),
  partner: perMinute(12_000_000, 40_000),
  staff: perMinute(12_000_000, 40_000),
}

export const trafficRules: readonly Rule<TrafficValues>[] = [
  {
    variable: 'BUDGETS',
    holds: ({ BUDGETS }) => BUDGETS.every((entry) => parseEntry(entry) !== undefined),
    expected:
      'tier=cost:milliseconds separated by commas, for a minute each, such as "anonymous=3000000:20000"; tiers are anonymous, developer, partner and staff',
  },
]

export function toTrafficSettings(values: TrafficValues): TrafficSettings {
  return {
    budgets: Object.freeze({ ...USUAL, ...Object.fromEntries(pairsOf(values)) }),
    trustedProxyHops: values.TRUSTED_PROXY_HOPS,
    trustedProxyHeader: values.TRUSTED_PROXY_HEADER,
  }
}

function pairsOf({ BUDGETS }: TrafficValues): readonly (readonly [BudgetTier, Budget])[] {
  return BUDGETS.flatMap((entry) => {
    const pair = parseEntry(entry)
    return pair === undefined ? [] : [pair]
  })
}

function parseEntry(entry: string): readonly [BudgetTier, Budget] | undefined {
  const [, name, cost, cpu] = /^(\w+)=([1-9]\d{0,14}):([1-9]\d{0,14})$/.exec(entry) ?? []
  const tier = BUDGET_TIERS.find((one) => one === name)
  return tier && [tier, perMinute(Number(cost), Number(cpu))]
}

function perMinute(cost: number, cpuMs: number): Budget {
  const rate = (quota: number) => Object.freeze({ quota, windowMs: WINDOW_MS })
  return Object.freeze({ cost: rate(cost), cpu: rate(cpuMs) })
}
