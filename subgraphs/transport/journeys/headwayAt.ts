import { findHoliday, HolidayKind } from '../../_kit/publicHolidays.ts'
import { ServiceDays, type HeadwayRecord } from '../source/busHeadways.ts'

/**
 * The headway that holds at an instant by the clock of Macao, or null where none does and no bus leaves. One that passes
 * midnight is of the day on which it began; where two hold, the one that began last.
 */
export function findHeadway(headways: readonly HeadwayRecord[], instant: Date): HeadwayRecord | null {
  const local = instant.getTime() + 8 * HOUR
  const minute = Math.floor(local / MINUTE) % DAY_MINUTES
  const today = { date: new Date(local), minute }
  const yesterday = { date: new Date(local - DAY_MINUTES * MINUTE), minute: minute + DAY_MINUTES }
  return findOn(headways, today) ?? findOn(headways, yesterday)
}

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY_MINUTES = 1_440

interface Moment {
  /** Its UTC fields are Macao's. */
  readonly date: Date
  /** From the midnight at which that day began; past 1440 on the next. */
  readonly minute: number
}

function findOn(headways: readonly HeadwayRecord[], { date, minute }: Moment): HeadwayRecord | null {
  const holding = headways.filter(({ days, startTime, endTime }) => {
    const [start, end] = [minuteOf(startTime), minuteOf(endTime)]
    const until = end > start ? end : end + DAY_MINUTES
    return start <= minute && minute < until && runsOn(days, date)
  })
  return holding.toSorted((a, b) => minuteOf(b.startTime) - minuteOf(a.startTime))[0] ?? null
}

/** Sunday is 0. On a public holiday only what runs on holidays does; other days off are days as others. */
const WEEKDAYS: Readonly<Record<ServiceDays, readonly number[]>> = {
  DAILY: [0, 1, 2, 3, 4, 5, 6],
  MONDAY_TO_FRIDAY: [1, 2, 3, 4, 5],
  MONDAY_TO_SATURDAY: [1, 2, 3, 4, 5, 6],
  SATURDAY: [6],
  SATURDAY_SUNDAY_HOLIDAYS: [6, 0],
  SUNDAY_HOLIDAYS: [0],
}
const ON_HOLIDAYS: ReadonlySet<ServiceDays> = new Set([
  ServiceDays.DAILY,
  ServiceDays.SATURDAY_SUNDAY_HOLIDAYS,
  ServiceDays.SUNDAY_HOLIDAYS,
])

function runsOn(days: ServiceDays, date: Date): boolean {
  return findHoliday(date.toISOString().slice(0, 10)) === HolidayKind.PUBLIC_HOLIDAY
    ? ON_HOLIDAYS.has(days)
    : WEEKDAYS[days].includes(date.getUTCDay())
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
