/** YYYY-MM-DD. Macao has no summer time. */
export function dayInMacao(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}
