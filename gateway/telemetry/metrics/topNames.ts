/** Names that come from outside have no bound: those that come most often are told apart, the rest is one. */
export interface TopNames {
  /** The name itself, or `other`. */
  labelOf(name: string): string
}

export const OTHER = 'other'

/** How many more names are counted than are told apart. */
const CANDIDATES = 10

/**
 * The `limit` names that came most often of late. The first ones are told apart at once; once in a period the list is made
 * anew from what was counted since, and `forget` gets each name that is no longer on it. Whoever makes up names pushes
 * others off by asking more often than they do.
 */
export function createTopNames(
  limit: number,
  periodMs: number,
  now: () => number,
  forget: (name: string) => void,
): TopNames {
  let listed = new Set<string>()
  let counts = new Map<string, number>()
  let renewAt = now() + periodMs

  const renew = (): void => {
    const most = [...counts].toSorted(([, a], [, b]) => b - a).slice(0, limit)
    const next = new Set(most.map(([name]) => name))
    // A quiet period makes nobody forgotten.
    for (const name of listed) {
      if (next.has(name)) continue
      if (next.size < limit) next.add(name)
      else forget(name)
    }
    listed = next
    counts = new Map()
  }
  return {
    labelOf(name) {
      if (now() >= renewAt) {
        renewAt = now() + periodMs
        renew()
      }
      count(counts, name, limit * CANDIDATES)
      if (listed.has(name)) return name
      if (listed.size >= limit) return OTHER
      listed.add(name)
      return name
    },
  }
}

/** Misra and Gries: with so many counters no name is lost that is more than its part of all. */
function count(counts: Map<string, number>, name: string, max: number): void {
  const before = counts.get(name)
  if (before !== undefined || counts.size < max) counts.set(name, (before ?? 0) + 1)
  else
    for (const [other, times] of counts) {
      if (times > 1) counts.set(other, times - 1)
      else counts.delete(other)
    }
}
