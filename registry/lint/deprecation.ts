import { DAY, lastDayOf } from '../../schema/lastDay.ts'

/** Why a reason is none; null for one that says what to use and on which day the thing goes. */
export function complainOfReason(reason: string | null): string | null {
  const expected = 'expected @deprecated(reason: "Use …; goes on <YYYY-MM-DD>.")'
  if (reason === null) return `${expected}; got no reason.`
  if (lastDayOf(reason) === null) return `${expected}; got no day in "${reason}".`
  return /\p{L}{3}/u.test(reason.replace(DAY, '')) ? null : `${expected}; got only a day.`
}
