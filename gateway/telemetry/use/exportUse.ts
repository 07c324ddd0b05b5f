import type { FieldUse } from './useStore.ts'

interface ClientUse {
  readonly coordinate: string
  readonly client: string
  readonly verified: boolean
  lastDay: string
  count: number
}

/**
 * What `graph check --use` reads: who asked for which coordinate, without samples, and from which day on it was counted.
 * Days are included.
 */
export function exportUse(uses: readonly FieldUse[], from: string, to: string): string {
  const counted = uses.filter(({ isSample }) => !isSample)
  const first = counted.map(({ firstDay }) => firstDay).toSorted()[0] ?? to
  const since = first > from ? first : from
  return `${JSON.stringify({ since, until: to, uses: sumUpTiers(counted) }, null, 2)}\n`
}

/** One client of several tiers is one user of a coordinate. */
function sumUpTiers(uses: readonly FieldUse[]): readonly ClientUse[] {
  const byClient = new Map<string, ClientUse>()
  for (const { coordinate, client, isVerified, lastDay, requests } of uses) {
    const key = JSON.stringify([coordinate, client, isVerified])
    const known = byClient.get(key)
    if (known === undefined)
      byClient.set(key, { coordinate, client, verified: isVerified, lastDay, count: requests })
    else {
      known.count += requests
      if (lastDay > known.lastDay) known.lastDay = lastDay
    }
  }
  return [...byClient.values()]
}
