import { p95, sumCounts } from './counts.ts'
import type { FieldUse } from './useStore.ts'

/** One line of a report; all lines of one have the same columns. */
export type ReportRow = Readonly<Record<string, string | number | boolean | null>>

/** Who asks for a coordinate: a line for each client and tier, the most frequent first. */
export function reportClients(uses: readonly FieldUse[]): readonly ReportRow[] {
  return group(uses, ({ client, isVerified, tier, isSample }) => [client, isVerified, tier, isSample])
    .map((same) => ({
      client: same[0].client || 'unnamed',
      verified: same[0].isVerified,
      tier: same[0].tier,
      ...describe(same),
    }))
    .toSorted(byRequests)
}

/** What is asked for: a line for each coordinate, with how many clients ask. */
export function reportFields(uses: readonly FieldUse[]): readonly ReportRow[] {
  return group(uses, ({ coordinate, isSample }) => [coordinate, isSample])
    .map((same) => ({
      field: same[0].coordinate,
      clients: new Set(same.map(({ client, isVerified }) => `${isVerified} ${client}`)).size,
      ...describe(same),
    }))
    .toSorted(byRequests)
}

/**
 * The coordinates that no client with a verified name has asked for from the first day on. Others only warn, for
 * anybody can call himself anything.
 */
export function reportUnused(
  coordinates: readonly string[],
  uses: readonly FieldUse[],
  since: string,
): readonly ReportRow[] {
  const seen = new Map<string, FieldUse[]>()
  for (const use of uses)
    if (!use.isSample) seen.set(use.coordinate, [...(seen.get(use.coordinate) ?? []), use])
  return coordinates.flatMap((field) => {
    const all = seen.get(field) ?? []
    const recent = all.filter(({ lastDay }) => lastDay >= since)
    if (recent.some(({ isVerified }) => isVerified)) return []
    return {
      field,
      verdict: recent.length === 0 ? 'unused' : 'asked for by unverified clients',
      requests: sumCounts(recent).requests,
      'last day': latest(all),
    }
  })
}

function describe(same: readonly FieldUse[]): ReportRow {
  const { requests, errors, buckets } = sumCounts(same)
  return {
    requests,
    errors,
    'p95 ms': describeP95(p95(buckets)),
    'last day': latest(same),
    sample: same.some(({ isSample }) => isSample),
  }
}

function describeP95(bound: number | null): string | number | null {
  return bound === Infinity ? 'over 15000' : bound
}

function latest(uses: readonly FieldUse[]): string | null {
  return uses.reduce<string | null>(
    (last, { lastDay }) => (last === null || lastDay > last ? lastDay : last),
    null,
  )
}

function group(
  uses: readonly FieldUse[],
  keyOf: (use: FieldUse) => readonly unknown[],
): readonly (readonly [FieldUse, ...FieldUse[]])[] {
  const groups = new Map<string, [FieldUse, ...FieldUse[]]>()
  for (const use of uses) {
    const key = JSON.stringify(keyOf(use))
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [use])
    else known.push(use)
  }
  return [...groups.values()]
}

function byRequests(a: ReportRow, b: ReportRow): number {
  return Number(b['requests']) - Number(a['requests'])
}
