const DAY = /\b\d{4}-\d\d-\d\d\b/

/** Why a reason is none; null for one that says what to use and on which day the thing goes. */
export function complainOfReason(reason: string | null): string | null {
  const expected = 'expected @deprecated(reason: "Use …; goes on <YYYY-MM-DD>.")'
  if (reason === null) return `${expected}; got no reason.`
  if (lastDayOf(reason) === null) return `${expected}; got no day in "${reason}".`
  return /\p{L}{3}/u.test(reason.replace(DAY, '')) ? null : `${expected}; got only a day.`
}

/** The day on which a deprecated thing goes, as its reason states it; null for none and for one that is in no calendar. */
export function lastDayOf(reason: string): string | null {
  const day = DAY.exec(reason)?.[0]
  if (day === undefined) return null
  const time = Date.parse(day)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day
}
