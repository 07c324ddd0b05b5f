import type { Hit } from '../findings.ts'
import { UnusableInput } from '../unusableInput.ts'
import type { Use, UseRecords } from './useRecords.ts'

/** Who asked for something in the last 30 days, and whether that can be told at all. */
export interface RecentUse {
  /** Why nobody can say that a thing is unused; null when the records tell. */
  readonly gap: string | null
  /** The first day that counts, YYYY-MM-DD. */
  readonly since: string
  clientsOf(coordinates: ReadonlySet<string>): readonly ClientHit[]
}

export type ClientHit = Extract<Hit, { kind: 'client' }>

const WINDOW_DAYS = 30
/** Older records say too little of today. */
const MOST_DAYS_OLD = 7

/** `today` is a day in Macao. Throws UnusableInput for records that end too long ago. */
export function createRecentUse(records: UseRecords | null, today: string): RecentUse {
  const since = addDays(today, -WINDOW_DAYS)
  if (records === null) return { gap: 'no record of use was given (--use)', since, clientsOf: () => [] }
  if (records.until < addDays(today, -MOST_DAYS_OLD))
    throw new UnusableInput(
      `Expected use that is counted until ${addDays(today, -MOST_DAYS_OLD)} or later; got ${records.until}.`,
    )
  const byCoordinate = group(
    records.uses.filter(({ lastDay, count }) => lastDay >= since && count > 0),
    ({ coordinate }) => coordinate,
  )
  return {
    since,
    gap: records.since > since ? `use is counted from ${records.since} only, not from ${since}` : null,
    clientsOf: (coordinates) =>
      sumByClient([...coordinates].flatMap((coordinate) => byCoordinate.get(coordinate) ?? [])),
  }
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Clients with a known name first, then by how often they asked. */
function sumByClient(uses: readonly Use[]): readonly ClientHit[] {
  const byClient = group(uses, ({ client, verified }) => JSON.stringify([client, verified]))
  return [...byClient.values()]
    .map((same) => {
      const [first] = same
      const lastDay = same.reduce((last, one) => (one.lastDay > last ? one.lastDay : last), first.lastDay)
      // One request can use several of the coordinates: the greatest number is the least that is certain.
      const count = Math.max(...same.map((one) => one.count))
      return { kind: 'client' as const, name: first.client, verified: first.verified, lastDay, count }
    })
    .toSorted((a, b) => Number(b.verified) - Number(a.verified) || b.count - a.count)
}

function group(
  uses: readonly Use[],
  keyOf: (use: Use) => string,
): ReadonlyMap<string, readonly [Use, ...Use[]]> {
  const groups = new Map<string, [Use, ...Use[]]>()
  for (const use of uses) {
    const known = groups.get(keyOf(use))
    if (known) known.push(use)
    else groups.set(keyOf(use), [use])
  }
  return groups
}
