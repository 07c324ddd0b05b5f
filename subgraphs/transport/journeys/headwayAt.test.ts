import { expect, it } from 'vitest'
import { ServiceDays, type HeadwayRecord } from '../source/busHeadways.ts'
import { findHeadway } from './headwayAt.ts'

/** "MONDAY_TO_SATURDAY 06:00 10:00 4": the least time between two buses tells them apart. */
const HEADWAYS: readonly HeadwayRecord[] = [
  headway(ServiceDays.MONDAY_TO_SATURDAY, '06:00', '10:00', 4),
  headway(ServiceDays.MONDAY_TO_SATURDAY, '10:00', '20:00', 10),
  headway(ServiceDays.MONDAY_TO_SATURDAY, '20:00', '01:15', 12),
  headway(ServiceDays.SUNDAY_HOLIDAYS, '07:00', '23:00', 20),
  headway(ServiceDays.SATURDAY, '09:00', '11:00', 2),
]

function headway(days: ServiceDays, startTime: string, endTime: string, minMinutes: number): HeadwayRecord {
  return { route: '1', days, startTime, endTime, minMinutes, maxMinutes: 2 * minMinutes }
}

it.each([
  ['a Monday morning', '2026-11-23T06:00:00+08:00', 4],
  ['the minute at which the next begins', '2026-11-23T10:00:00+08:00', 10],
  ['the minute before', '2026-11-23T09:59:59+08:00', 4],
  ['before the first bus', '2026-11-23T05:59:00+08:00', null],
  ['after midnight, as of the day before', '2026-11-24T01:14:00+08:00', 12],
  ['after the last bus', '2026-11-24T01:15:00+08:00', null],
  ['after midnight on a Sunday, as of Saturday', '2026-11-22T00:30:00+08:00', 12],
  ['after midnight on a Monday, since Sunday ends at 23:00', '2026-11-23T00:30:00+08:00', null],
  ['a Sunday', '2026-11-22T14:20:00+08:00', 20],
  ['a Tuesday that is a public holiday', '2026-12-08T08:00:00+08:00', 20],
  ['the night that follows it, in which holidays have no bus', '2026-12-09T00:30:00+08:00', null],
  ['a Monday off for a holiday on a Sunday, as on every Monday', '2026-12-21T08:00:00+08:00', 4],
  ['a Saturday on which two hold, by that which began last', '2026-11-28T09:30:00+08:00', 2],
  ['a Saturday after one of the two began last', '2026-11-28T10:30:00+08:00', 10],
  ['an instant of another offset', '2026-11-22T22:00:00Z', 4],
])('finds the headway of %s', (_when, at, minMinutes) => {
  expect(findHeadway(HEADWAYS, new Date(at))?.minMinutes ?? null).toBe(minMinutes)
})
