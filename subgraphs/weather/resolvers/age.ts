const HOUR_MS = 3_600_000

/** Weather of more than an hour ago is not that of now. */
export function isOld(observedAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(observedAt) > HOUR_MS
}
