import { p95, sumCounts, type Counts } from './counts.ts'
import type { MonthUse } from './useStore.ts'

/** By the name of a group, such as a data set, its schema coordinates: "CarPark.freeSpaces", or "Bus" for a whole type. */
export type UseGroups = Readonly<Record<string, readonly string[]>>

/** How often a month's requests asked for anything of a group; each request counts once. */
export interface GroupMonth {
  readonly month: string
  readonly requests: number
  readonly errors: number
  /** Milliseconds; null where 95 of 100 requests are in no bucket with an end. */
  readonly p95: number | null
  /** Whether some of it was made up for a demonstration. */
  readonly isSample: boolean
  readonly clients: readonly GroupClient[]
}

export interface GroupClient {
  readonly name: string
  readonly isVerified: boolean
  readonly requests: number
  readonly errors: number
  readonly p95: number | null
  readonly lastDay: string
}

/** The months of each group, the latest first. */
export function summariseGroups(
  uses: readonly MonthUse[],
  groups: UseGroups,
): Readonly<Record<string, readonly GroupMonth[]>> {
  const months = [...new Set(uses.map(({ month }) => month))].toSorted().toReversed()
  return Object.fromEntries(
    Object.entries(groups).map(([group, coordinates]) => {
      const touches = createTouches(coordinates)
      const touching = uses.filter(touches)
      const present = months.filter((month) => touching.some((use) => use.month === month))
      return [
        group,
        present.map((month) =>
          summariseMonth(
            month,
            touching.filter((use) => use.month === month),
          ),
        ),
      ]
    }),
  )
}

function createTouches(coordinates: readonly string[]): (use: MonthUse) => boolean {
  const wanted = new Set(coordinates)
  const byOperation = new Map<string, boolean>()
  return ({ hash, coordinates: used }) => {
    const known = byOperation.get(hash)
    if (known !== undefined) return known
    const touches = used.some((coordinate) => isIn(wanted, coordinate))
    byOperation.set(hash, touches)
    return touches
  }
}

/** Whether a field or one of its arguments is among coordinates of fields and types. */
export function isIn(wanted: ReadonlySet<string>, coordinate: string): boolean {
  const field = coordinate.split('(', 1)[0] ?? ''
  return wanted.has(field) || wanted.has(field.split('.', 1)[0] ?? '')
}

function summariseMonth(month: string, uses: readonly MonthUse[]): GroupMonth {
  const byClient = new Map<string, MonthUse[]>()
  for (const use of uses) {
    const id = `${use.isVerified} ${use.client}`
    byClient.set(id, [...(byClient.get(id) ?? []), use])
  }
  return {
    month,
    ...describeCounts(sumCounts(uses)),
    isSample: uses.some(({ isSample }) => isSample),
    clients: [...byClient.values()]
      .flatMap(describeClient)
      .toSorted((a, b) => b.requests - a.requests || (a.name < b.name ? -1 : 1)),
  }
}

function describeClient(uses: readonly MonthUse[]): GroupClient | [] {
  const [first] = uses
  if (first === undefined) return []
  const lastDay = uses.reduce((last, use) => (use.lastDay > last ? use.lastDay : last), '')
  return { name: first.client, isVerified: first.isVerified, ...describeCounts(sumCounts(uses)), lastDay }
}

function describeCounts({ requests, errors, buckets }: Counts) {
  const bound = p95(buckets)
  return { requests, errors, p95: bound === Infinity ? null : bound }
}
