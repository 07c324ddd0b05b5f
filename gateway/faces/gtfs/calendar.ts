import type { GtfsFile } from './gtfsFile.ts'

interface Service {
  /** Monday first. */
  readonly week: string
  /** Whether it runs on a public holiday; null where a holiday is a day as others. */
  readonly onHolidays: boolean | null
}

/** The days of a headway in the graph's words. */
const SERVICES: Readonly<Record<string, Service>> = {
  DAILY: { week: '1111111', onHolidays: null },
  MONDAY_TO_FRIDAY: { week: '1111100', onHolidays: false },
  MONDAY_TO_SATURDAY: { week: '1111110', onHolidays: false },
  SATURDAY: { week: '0000010', onHolidays: false },
  SATURDAY_SUNDAY_HOLIDAYS: { week: '0000011', onHolidays: true },
  SUNDAY_HOLIDAYS: { week: '0000001', onHolidays: true },
}

export function isKnownService(days: string): boolean {
  return Object.hasOwn(SERVICES, days)
}

/** For how long a feed is made: a source that states no period is believed for a month, and no longer. */
const DAYS_AHEAD = 30
const DAY = 86_400_000

export interface Period {
  /** "2026-11-22". */
  readonly from: string
  readonly to: string
}

/** From the day that it is where the offset from UTC, such as "+08:00", holds. */
export function periodFrom(now: Date, offset: string): Period {
  const local = now.getTime() + minutesOf(offset) * 60_000
  return { from: dayOf(local), to: dayOf(local + DAYS_AHEAD * DAY) }
}

/** The zone of the IANA database with this offset all year ("+08:00" is Etc/GMT-8 there); null for parts of an hour. */
export function zoneOf(offset: string): string | null {
  const minutes = minutesOf(offset)
  if (Number.isNaN(minutes) || minutes % 60 !== 0) return null
  const hours = minutes / 60
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
}

function minutesOf(offset: string): number {
  if (offset === 'Z') return 0
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

export function calendarFiles(
  services: readonly string[],
  { from, to }: Period,
  holidays: readonly string[],
): readonly GtfsFile[] {
  const known = services.flatMap((id) => (SERVICES[id] ? [{ id, ...SERVICES[id] }] : []))
  return [
    {
      name: 'calendar.txt',
      columns: ['service_id', ...WEEK, 'start_date', 'end_date'],
      rows: known.map(({ id, week }) => [id, ...week, compact(from), compact(to)]),
    },
    {
      name: 'calendar_dates.txt',
      columns: ['service_id', 'date', 'exception_type'],
      rows: known.flatMap((service) =>
        holidays.flatMap((day) => {
          const exception = exceptionOf(service, day)
          return exception === null ? [] : [[service.id, compact(day), exception]]
        }),
      ),
    },
  ]
}

/** 1: runs though its week has not the day; 2: does not though it has; null: runs, or not, as in any week. */
function exceptionOf({ week, onHolidays }: Service, day: string): 1 | 2 | null {
  const runs = week[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] === '1'
  if (onHolidays === null || runs === onHolidays) return null
  return onHolidays ? 1 : 2
}

export function compact(day: string): string {
  return day.replaceAll('-', '')
}
