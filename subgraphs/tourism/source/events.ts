import type { FeedDescriptor } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { id, listOf, text, wholeBetween, wordOf } from '../../_kit/fieldTypes.ts'
import { groupBy, indexBy } from '../../_kit/loader.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { EventKind } from '../codes.ts'
import { bundled, DAY_SECONDS } from './part.ts'

export interface EventRecord {
  readonly id: string
  readonly name: TextValue
  readonly kind: EventKind
  /** 1 to 12, in the order in which the event passes through them. */
  readonly usualMonths: readonly number[]
  readonly organiser: string
  /** The rule in the languages of the graph; the source has it in English. */
  readonly dateRule: TextValue
  /** Years for which no source states a day. */
  readonly undatedYears: readonly number[]
  readonly venue: string | null
  readonly attraction: string | null
}

export interface EventView {
  readonly all: readonly EventRecord[]
  readonly byId: ReadonlyMap<string, EventRecord>
  readonly byVenue: ReadonlyMap<string | null, readonly EventRecord[]>
  readonly byAttraction: ReadonlyMap<string | null, readonly EventRecord[]>
}

export const eventsFeed: FeedDescriptor<EventRecord> = {
  id: 'mgto-events',
  title: { zh: '節慶盛事', pt: 'Eventos e festividades', en: 'Events and festivals' },
  intervalSeconds: DAY_SECONDS,
  bundled: bundled('events.json'),
  limits: { floor: 20, mayLose: 0.3 },
  module: import.meta.url,
  parse: ({ body }) =>
    readRecords(parseJsonList(body, 'events'), {
      namedBy: ['id'],
      parse: parseEvent,
      keyOf: ({ id }) => id,
    }),
}

export function buildEventView(all: readonly EventRecord[]): EventView {
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    byVenue: groupBy(all, ({ venue }) => venue),
    byAttraction: groupBy(all, ({ attraction }) => attraction),
  }
}

const KIND = wordOf(EventKind)
const YEARS = listOf(wholeBetween(1990, 2100, 'a year'))
const MONTHS = listOf(wholeBetween(1, 12, 'a month 1 to 12'))

function parseEvent(record: RecordReader): EventRecord {
  const usualMonths = record.required('usual_months', MONTHS)
  if (usualMonths.length === 0) record.reject('usual_months', 'at least one month')
  return {
    id: record.required('id', id),
    name: record.name('name_zh', 'name_pt', 'name_en'),
    kind: record.required('kind', KIND),
    usualMonths,
    organiser: record.required('organiser', text),
    dateRule: {
      ...record.texts('date_rule_zh', 'date_rule_pt', null),
      en: record.required('date_rule', text),
    },
    undatedYears: record.optional('undated_years', YEARS) ?? [],
    venue: record.optional('venue', id),
    attraction: record.optional('attraction', id),
  }
}
