import { parse as parseCsv } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { groupBy } from '../../subgraphs/_kit/loader.ts'
import { createOracle } from '../kit/oracle.ts'
import { valuesAt } from '../kit/valuesAt.ts'
import { getBytes } from '../tables/stopsGateway.ts'

type Row = Readonly<Record<string, string>>

/** The fields of each file, and which of them GTFS Schedule requires where the file is there as ours is. */
const FILES: Readonly<
  Record<string, { required: readonly string[]; others: readonly string[]; key: readonly string[] }>
> = {
  'agency.txt': {
    required: ['agency_id', 'agency_name', 'agency_url', 'agency_timezone'],
    others: [],
    key: ['agency_id'],
  },
  'stops.txt': {
    required: ['stop_id', 'stop_name', 'stop_lat', 'stop_lon'],
    others: ['stop_code'],
    key: ['stop_id'],
  },
  'routes.txt': {
    required: ['route_id', 'agency_id', 'route_short_name', 'route_type'],
    others: ['route_long_name'],
    key: ['route_id'],
  },
  'trips.txt': {
    required: ['route_id', 'service_id', 'trip_id'],
    others: ['trip_headsign', 'direction_id'],
    key: ['trip_id'],
  },
  'stop_times.txt': {
    required: ['trip_id', 'stop_id', 'stop_sequence'],
    others: ['arrival_time', 'departure_time', 'timepoint'],
    key: ['trip_id', 'stop_sequence'],
  },
  'frequencies.txt': {
    required: ['trip_id', 'start_time', 'end_time', 'headway_secs'],
    others: ['exact_times'],
    key: ['trip_id', 'start_time'],
  },
  'calendar.txt': {
    required: [
      'service_id',
      'monday',
      'tuesday',
      'wednesday',
      'thursday',
      'friday',
      'saturday',
      'sunday',
      'start_date',
      'end_date',
    ],
    others: [],
    key: ['service_id'],
  },
  'calendar_dates.txt': {
    required: ['service_id', 'date', 'exception_type'],
    others: [],
    key: ['service_id', 'date'],
  },
  'translations.txt': {
    required: ['table_name', 'field_name', 'language', 'translation', 'record_id'],
    others: [],
    key: ['table_name', 'field_name', 'language', 'record_id'],
  },
  'feed_info.txt': {
    required: ['feed_publisher_name', 'feed_publisher_url', 'feed_lang'],
    others: ['feed_start_date', 'feed_end_date', 'feed_version'],
    key: ['feed_publisher_name'],
  },
}
const TIME = /^\d{2,}:[0-5]\d:[0-5]\d$/
const oracle = createOracle()

let gateway: TestGateway
let archive: Readonly<Record<string, Uint8Array>>
beforeAll(async () => {
  gateway = await startTestGateway()
  archive = unzipSync((await getBytes(`${gateway.url}/gtfs.zip`)).bytes)
})
afterAll(() => gateway.stop())

function rowsOf(name: string): readonly Row[] {
  const bytes = archive[name]
  return bytes === undefined
    ? []
    : z.array(z.record(z.string(), z.string())).parse(parseCsv(strFromU8(bytes), { columns: true }))
}

const secondsOf = (time: string) => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
const idsOf = (name: string, field: string) => new Set(rowsOf(name).map((row) => row[field]))

describe('the feed in GTFS', () => {
  it('has the files that are required, and none that GTFS does not know but the notes', () => {
    const names = Object.keys(archive)
    for (const name of [
      'agency.txt',
      'stops.txt',
      'routes.txt',
      'trips.txt',
      'stop_times.txt',
      'calendar.txt',
    ])
      expect(names).toContain(name)
    // With translations the language of the feed is required.
    expect(names).toContain('feed_info.txt')
    expect(names.filter((name) => FILES[name] === undefined)).toEqual(['README.txt'])
  })

  it.each(Object.keys(FILES))(
    'has in %s what is required, keys that are each one’s own, and nothing else',
    (name) => {
      const { required = [], others = [], key = [] } = FILES[name] ?? {}
      const rows = rowsOf(name)
      for (const row of rows) {
        expect(Object.keys(row).filter((field) => ![...required, ...others].includes(field))).toEqual([])
        for (const field of required) expect([name, field, row[field]]).not.toEqual([name, field, ''])
      }
      expect(new Set(rows.map((row) => key.map((field) => row[field]).join('\n'))).size).toBe(rows.length)
    },
  )

  it.each([
    ['routes.txt', 'agency_id', 'agency.txt', 'agency_id'],
    ['trips.txt', 'route_id', 'routes.txt', 'route_id'],
    ['trips.txt', 'service_id', 'calendar.txt', 'service_id'],
    ['stop_times.txt', 'trip_id', 'trips.txt', 'trip_id'],
    ['stop_times.txt', 'stop_id', 'stops.txt', 'stop_id'],
    ['frequencies.txt', 'trip_id', 'trips.txt', 'trip_id'],
    ['calendar_dates.txt', 'service_id', 'calendar.txt', 'service_id'],
  ])('refers in %s by %s to what is there', (from, field, to, key) => {
    const known = idsOf(to, key)
    expect(rowsOf(from).filter((row) => !known.has(row[field]))).toEqual([])
  })

  it('orders the stops of each trip, and gives times at its ends', () => {
    const trips = groupBy(rowsOf('stop_times.txt'), (row) => row.trip_id)
    expect(trips.size).toBe(rowsOf('trips.txt').length)
    for (const [id, times] of trips) {
      expect([id, times.length]).not.toEqual([id, 1])
      expect([id, times.map((row) => row.stop_sequence)]).toEqual([id, times.map((_, at) => `${at + 1}`)])
      for (const end of [times[0], times.at(-1)]) {
        expect(end?.arrival_time).toMatch(TIME)
        expect(end?.departure_time).toBe(end?.arrival_time)
      }
      expect(secondsOf(times.at(-1)?.arrival_time ?? '')).toBeGreaterThan(
        secondsOf(times[0]?.arrival_time ?? ''),
      )
      // No time is claimed that somebody has not stated.
      expect(times.map((row) => row.timepoint)).toEqual(times.map(() => '0'))
      expect(times.slice(1, -1).filter((row) => row.arrival_time !== '')).toEqual([])
    }
  })

  it('has windows of headways that do not overlap', () => {
    const trips = groupBy(rowsOf('frequencies.txt'), (row) => row.trip_id)
    expect(trips.size).toBe(rowsOf('trips.txt').length)
    for (const [id, windows] of trips) {
      let until = 0
      for (const {
        start_time: start = '',
        end_time: end = '',
        headway_secs: headway,
        exact_times,
      } of windows) {
        expect([id, start, end]).toEqual([id, expect.stringMatching(TIME), expect.stringMatching(TIME)])
        expect([id, secondsOf(start) >= until, secondsOf(end) > secondsOf(start)]).toEqual([id, true, true])
        expect([id, Number(headway) > 0, exact_times]).toEqual([id, true, '0'])
        until = secondsOf(end)
      }
    }
  })

  it('has places on Earth, addresses, a time zone and days that are some', () => {
    for (const { stop_lat, stop_lon } of rowsOf('stops.txt')) {
      expect(Number(stop_lat)).toBeCloseTo(22.16, 0)
      expect(Number(stop_lon)).toBeCloseTo(113.55, 0)
    }
    for (const { agency_url = '', agency_timezone } of rowsOf('agency.txt')) {
      expect(URL.canParse(agency_url)).toBe(true)
      const zone = new Intl.DateTimeFormat('en', { timeZone: agency_timezone, timeZoneName: 'longOffset' })
      expect(zone.format(0)).toContain('GMT+08:00')
    }
    for (const { start_date = '', end_date = '' } of rowsOf('calendar.txt')) {
      expect(start_date).toMatch(/^20\d{6}$/)
      expect(end_date > start_date).toBe(true)
    }
  })

  it('tells of holidays on which a service runs, or does not, against its week', () => {
    const calendar = new Map(rowsOf('calendar.txt').map((row) => [row.service_id, row]))
    for (const { service_id, date = '', exception_type } of rowsOf('calendar_dates.txt')) {
      const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`
      const name = new Date(day).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }).toLowerCase()
      expect(calendar.get(service_id)?.[name]).toBe(exception_type === '1' ? '0' : '1')
    }
  })

  it('is what the bureau holds: stops, routes, their order and headways', async () => {
    const { data } = await oracle.ask(`{
      busStops(first: 0) { totalCount }
      busRoute(id: "1") { directions { directionId stops { id } } }
    }`)
    expect(rowsOf('stops.txt').length).toBe(valuesAt(data, 'busStops.totalCount')[0])
    expect(rowsOf('routes.txt').length).toBe(24)
    const trip = '1:1:SUNDAY_HOLIDAYS'
    expect(
      rowsOf('stop_times.txt')
        .filter((row) => row.trip_id === trip)
        .map((row) => row.stop_id),
    ).toEqual(valuesAt(data, 'busRoute.directions.1.stops.*.id'))
    // 06:00-09:00 every 8 to 12 minutes, 09:00-20:00 every 4 to 9, 20:00-01:15 every 10 to 12.
    expect(
      rowsOf('frequencies.txt')
        .filter((row) => row.trip_id === trip)
        .map((row) => [row.start_time, row.end_time, row.headway_secs]),
    ).toEqual([
      ['06:00:00', '09:00:00', '720'],
      ['09:00:00', '20:00:00', '540'],
      ['20:00:00', '25:15:00', '720'],
    ])
    expect(rowsOf('calendar.txt').find((row) => row.service_id === 'SUNDAY_HOLIDAYS')).toMatchObject({
      saturday: '0',
      sunday: '1',
    })
  })

  it('names stops in Chinese, with what they are in Portuguese', () => {
    const stop = rowsOf('stops.txt').find((row) => row.stop_id === 'C652/1')
    expect(stop?.stop_name).toBe('安順大廈')
    expect(rowsOf('translations.txt')).toContainEqual({
      table_name: 'stops',
      field_name: 'stop_name',
      language: 'pt',
      translation: 'EDIFÍCIO ON SON',
      record_id: 'C652/1',
    })
  })

  it('says what it does not know', () => {
    const notes = strFromU8(archive['README.txt'] ?? new Uint8Array())
    for (const words of [
      'no timetable',
      'Running times: no source states them',
      'Validity',
      'Synthetic records: 0.',
    ])
      expect(notes).toContain(words)
  })
})
