/** How often something was asked for. */
export interface Counts {
  readonly requests: number
  readonly errors: number
  /** How many requests took at most as long as the boundary of the same place in BOUNDARIES_MS, and no less. */
  readonly buckets: readonly number[]
}

export interface MutableCounts {
  requests: number
  errors: number
  readonly buckets: number[]
}

/** From an answer out of memory to a request's deadline; what takes longer is in the last one. */
export const BOUNDARIES_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 15_000, Infinity]

export function createCounts(): MutableCounts {
  return { requests: 0, errors: 0, buckets: BOUNDARIES_MS.map(() => 0) }
}

export function countRequest(counts: MutableCounts, milliseconds: number, hasErrors: boolean): void {
  counts.requests++
  if (hasErrors) counts.errors++
  let at = 0
  while (at < BOUNDARIES_MS.length - 1 && milliseconds > (BOUNDARIES_MS[at] ?? Infinity)) at++
  counts.buckets[at] = (counts.buckets[at] ?? 0) + 1
}

export function addCounts(to: MutableCounts, { requests, errors, buckets }: Counts): void {
  to.requests += requests
  to.errors += errors
  for (const [at, count] of buckets.entries()) to.buckets[at] = (to.buckets[at] ?? 0) + count
}

export function sumCounts(all: Iterable<Counts>): MutableCounts {
  const sum = createCounts()
  for (const counts of all) addCounts(sum, counts)
  return sum
}

/**
 * The boundary in milliseconds that 95 of 100 requests did not pass; Infinity past the last one, null for no request.
 */
export function p95(buckets: readonly number[]): number | null {
  const total = buckets.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let seen = 0
  for (const [at, count] of buckets.entries()) {
    seen += count
    if (seen >= total * 0.95) return BOUNDARIES_MS[at] ?? Infinity
  }
  return Infinity
}
