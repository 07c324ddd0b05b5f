import { digestAll } from '../../../kit/digest.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { FeedFormatError, parseJsonDocument } from '../../_kit/feedFormats.ts'
import { day, text } from '../../_kit/fieldTypes.ts'
import { Weekday } from '../../_kit/openingHours.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import { bundledFile } from './bundled.ts'

export interface FlightRecord {
  readonly id: string
  readonly airline: string
  /** The English name of a city. */
  readonly destination: string
  readonly weekdaysAsStated: string | null
  /** Null where the words are not understood. */
  readonly weekdays: readonly Weekday[] | null
  readonly periodStartsOn: string
  readonly periodEndsOn: string
  readonly sample: boolean
}

export const flights: FeedDescriptor<FlightRecord> = {
  id: 'aacm-flights',
  title: {
    zh: '澳門國際機場航班時間表',
    pt: 'Horário de voos do Aeroporto Internacional de Macau',
    en: 'Timetable of flights of Macau International Airport',
  },
  intervalSeconds: 86_400,
  bundled: bundledFile('aacm-flights.json'),
  limits: { floor: 5, mayLose: 0.5 },
  module: import.meta.url,
  parse: parseFlights,
}

/** A list and nothing around it, of which five fields are known; there are surely more, such as number and time. */
function parseFlights({ body }: FeedDocument): ParsedFeed<FlightRecord> {
  const rows = parseJsonDocument(body)
  if (!Array.isArray(rows))
    throw new FeedFormatError('a list of flights', JSON.stringify(body.trimStart().slice(0, 60)))
  const alike = new Map<string, number>()
  return readRecords(rows, {
    namedBy: ['airline', 'destination'],
    parse: (record) => parseFlight(record, alike),
    keyOf: ({ id }) => id,
  })
}

function parseFlight(record: RecordReader, alike: Map<string, number>): FlightRecord {
  const weekdaysAsStated = record.optional('weekDay', text)
  const flight = {
    airline: record.required('airline', text),
    destination: record.required('destination', text),
    weekdaysAsStated,
    weekdays: weekdaysAsStated === null ? null : readWeekdays(weekdaysAsStated),
    periodStartsOn: record.required('periodStartDate', day),
    periodEndsOn: record.required('periodEndDate', day),
    sample: record.sample('sample'),
  }
  if (flight.periodStartsOn > flight.periodEndsOn)
    record.reject('periodEndDate', 'a day not before periodStartDate')
  return { id: createId(flight, alike), ...flight }
}

const WEEKDAYS = Object.values(Weekday)

/** As timetables write them: "1.3.5.7" and "135" are the days from Monday. Other words are not guessed at. */
function readWeekdays(stated: string): readonly Weekday[] | null {
  if (!/^[1-7.\-, ]+$/.test(stated)) return null
  return WEEKDAYS.filter((_, index) => stated.includes(String(index + 1)))
}

/** No number of a flight is known: what names one is what it says of itself, and among its like its order. */
function createId(flight: Omit<FlightRecord, 'id'>, alike: Map<string, number>): string {
  const { airline, destination, weekdaysAsStated, periodStartsOn } = flight
  const id = digestAll([airline, destination, weekdaysAsStated ?? '', periodStartsOn]).slice(0, 10)
  const count = (alike.get(id) ?? 0) + 1
  alike.set(id, count)
  return count === 1 ? id : `${id}-${count}`
}
