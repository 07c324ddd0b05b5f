const HOUR_MS = 3_600_000

/** Whether something was observed more than so many hours ago: then it is not of now. */
export function isOlderThan(hours: number, observedAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(observedAt) > hours * HOUR_MS
}
