import { z } from 'zod'
import type { FeedDescriptor } from '../../_kit/feed.ts'
import { indexBy } from '../../_kit/loader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { EventKind } from '../codes.ts'
import { bundled, DAY_SECONDS } from './part.ts'
import { enumWord, optionalText, parseJsonList, parseRecords, requiredText } from './records.ts'

export interface EventRecord {
  readonly id: string
  readonly name: TextValue
  readonly kind: EventKind
  /** 1 to 12, in the order in which the event passes through them. */
  readonly usualMonths: readonly number[]
  readonly organiser: string
  readonly dateRule: string
  readonly venue: string | null
  readonly attraction: string | null
}

export interface EventView {
  readonly all: readonly EventRecord[]
  readonly byId: ReadonlyMap<string, EventRecord>
}

export const eventsFeed: FeedDescriptor<EventRecord> = {
  id: 'mgto-events',
  title: { zh: '節慶盛事', pt: 'Eventos e festividades', en: 'Events and festivals' },
  intervalSeconds: DAY_SECONDS,
  bundled: bundled('events.json'),
  parse: ({ body }) => parseRecords(parseJsonList(body, 'events'), event, ({ id }) => id),
}

export function buildEventView(all: readonly EventRecord[]): EventView {
  return { all, byId: indexBy(all, ({ id }) => id) }
}

const month = z.int('a month 1 to 12').min(1, 'a month 1 to 12').max(12, 'a month 1 to 12')

const event = z
  .object({
    id: requiredText,
    name_zh: optionalText,
    name_pt: optionalText,
    name_en: optionalText,
    kind: enumWord(EventKind),
    usual_months: z.array(month, 'a list of months').min(1, 'at least one month'),
    organiser: requiredText,
    date_rule: requiredText,
    venue: optionalText,
    attraction: optionalText,
  })
  .transform((row): EventRecord => ({
    id: row.id,
    name: { zh: row.name_zh, pt: row.name_pt, en: row.name_en },
    kind: row.kind,
    usualMonths: row.usual_months,
    organiser: row.organiser,
    dateRule: row.date_rule,
    venue: row.venue,
    attraction: row.attraction,
  }))
