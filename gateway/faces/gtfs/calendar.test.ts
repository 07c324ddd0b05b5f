import { expect, it } from 'vitest'
import { calendarFiles, periodFrom, zoneOf } from './calendar.ts'

it.each([
  ['+08:00', 'Etc/GMT-8'],
  ['-05:00', 'Etc/GMT+5'],
  ['+00:00', 'Etc/GMT'],
  ['Z', 'Etc/GMT'],
  ['+05:30', null],
  ['', null],
])('the zone of %j is %s', (offset, zone) => {
  expect(zoneOf(offset)).toBe(zone)
})

it('begins on the day that it is there', () => {
  expect(periodFrom(new Date('2026-12-31T16:30:00Z'), '+08:00')).toEqual({
    from: '2027-01-01',
    to: '2027-01-31',
  })
})

it('runs on a holiday as the words of a service say', () => {
  const services = [
    'DAILY',
    'MONDAY_TO_FRIDAY',
    'MONDAY_TO_SATURDAY',
    'SATURDAY',
    'SATURDAY_SUNDAY_HOLIDAYS',
    'SUNDAY_HOLIDAYS',
  ]
  const period = { from: '2026-12-01', to: '2026-12-31' }
  const [, dates] = calendarFiles(services, period, ['2026-12-20', '2026-12-25'])
  // A Sunday: only those that run on Sundays do, as in any week. A Friday: as on a Sunday.
  expect(dates?.rows).toEqual([
    ['MONDAY_TO_FRIDAY', '20261225', 2],
    ['MONDAY_TO_SATURDAY', '20261225', 2],
    ['SATURDAY_SUNDAY_HOLIDAYS', '20261225', 1],
    ['SUNDAY_HOLIDAYS', '20261225', 1],
  ])
})
