import { Confidence } from '../../_kit/confidence.ts'
import type { FeedDescriptor } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { day, id, listOf, text, wholeBetween, wordOf } from '../../_kit/fieldTypes.ts'
import { groupBy } from '../../_kit/loader.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import { EditionStatus } from '../codes.ts'
import { bundledOn, DAY_SECONDS } from './part.ts'

export interface EditionRecord {
  readonly event: string
  readonly year: number
  /** "36" of "the 36th"; null where the source does not count. */
  readonly number: number | null
  readonly startsOn: string | null
  readonly endsOn: string | null
  /** The days on which something happens, where these are not all from first to last. */
  readonly days: readonly string[] | null
  readonly status: EditionStatus
  readonly note: string | null
  readonly confidence: Confidence
  readonly source: string
}

export interface EditionView {
  /** By event, in the order of the years. */
  readonly byEvent: ReadonlyMap<string, readonly EditionRecord[]>
}

export const eventEditionsFeed: FeedDescriptor<EditionRecord> = {
  id: 'mgto-event-editions',
  title: { zh: '節慶盛事日期', pt: 'Datas dos eventos', en: 'Dates of events' },
  intervalSeconds: DAY_SECONDS,
  bundled: bundledOn('event_editions.json', '2026-11-28'),
  limits: { floor: 27, mayLose: 0.3 },
  module: import.meta.url,
  parse: ({ body }) =>
    readRecords(parseJsonList(body, 'editions'), {
      namedBy: ['event', 'year'],
      parse: parseEdition,
      keyOf: ({ event, year }) => `${event} ${year}`,
    }),
}

export function buildEditionView(all: readonly EditionRecord[]): EditionView {
  return {
    byEvent: groupBy(
      all.toSorted((a, b) => a.year - b.year),
      ({ event }) => event,
    ),
  }
}

const YEAR = wholeBetween(1990, 2100, 'a year')
const NUMBER = wholeBetween(1, 999, 'a number from 1')
const STATUS = wordOf(EditionStatus)
const CONFIDENCE = wordOf(Confidence)
const DAYS = listOf(day)

function parseEdition(record: RecordReader): EditionRecord {
  const startsOn = record.optional('start', day)
  const endsOn = record.optional('end', day)
  if (startsOn !== null && endsOn !== null && endsOn < startsOn)
    record.reject('end', 'a day not before the first')
  return {
    event: record.required('event', id),
    year: record.required('year', YEAR),
    number: record.optional('edition', NUMBER),
    startsOn,
    endsOn,
    days: record.optional('days', DAYS),
    status: record.required('status', STATUS),
    note: record.optional('note', text),
    confidence: record.required('confidence', CONFIDENCE),
    source: record.required('source', text),
  }
}
