/** So many units in a window of time, at most all at once. */
export interface Rate {
  readonly quota: number
  readonly windowMs: number
}

/**
 * What is left of a rate, by the generic cell rate algorithm: one moment says it all, that at which the bucket would be
 * full again if nothing more were taken.
 */
export interface Bucket {
  fullAt: number
}

/** Nobody owes more than this part of a window: who stopped asking too much is soon answered again. */
const MOST_OWED = 1.25

export function remainingIn({ fullAt }: Bucket, { quota, windowMs }: Rate, now: number): number {
  return quota * (1 - Math.max(0, fullAt - now) / windowMs)
}

export function takeFrom(bucket: Bucket, { quota, windowMs }: Rate, amount: number, now: number): void {
  const fullAt = Math.max(bucket.fullAt, now) + (amount * windowMs) / quota
  bucket.fullAt = Math.min(fullAt, now + windowMs * MOST_OWED)
}

/** Whole milliseconds until so much can be taken; 0 when it can be now. */
export function waitFor({ fullAt }: Bucket, { quota, windowMs }: Rate, amount: number, now: number): number {
  return Math.max(0, Math.round(fullAt - now - windowMs * (1 - Math.min(amount, quota) / quota)))
}
