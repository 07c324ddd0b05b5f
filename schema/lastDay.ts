export const DAY = /\b\d{4}-\d\d-\d\d\b/

/** The day on which a deprecated thing goes, as its reason states it; null for none and for one that is in no calendar. */
export function lastDayOf(reason: string): string | null {
  const day = DAY.exec(reason)?.[0]
  if (day === undefined) return null
  const time = Date.parse(day)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day
}
