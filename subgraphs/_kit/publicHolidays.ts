import { readFileSync } from 'node:fs'
import { packageRoot } from '../../kit/root.ts'
import { Confidence } from './confidence.ts'
import type { ParsedFeed } from './feedDescriptor.ts'
import { parseJsonList } from './feedFormats.ts'
import { day, flag, text, wordOf } from './fieldTypes.ts'
import { indexBy } from './loader.ts'
import { readRecords } from './recordReader.ts'
import type { TextValue } from './text.ts'

export enum HolidayKind {
  PUBLIC_HOLIDAY = 'PUBLIC_HOLIDAY',
  SUBSTITUTE_DAY = 'SUBSTITUTE_DAY',
  HALF_DAY = 'HALF_DAY',
}

export interface HolidayRecord {
  /** YYYY-MM-DD in Macao. */
  readonly date: string
  readonly kind: HolidayKind
  /** Of a substitute day the name of the holiday that it replaces; null for a half day. */
  readonly name: TextValue | null
  readonly isMandatory: boolean
  readonly replaces: string | null
  readonly confidence: Confidence
  readonly basis: string
}

/** The one table of holidays: the catalogue publishes it, and opening hours are reckoned by it. */
export const HOLIDAY_TABLE = new URL('schema/public-holidays.json', packageRoot)

const KIND = wordOf(HolidayKind)
const CONFIDENCE = wordOf(Confidence)

export function parsePublicHolidays(body: string): ParsedFeed<HolidayRecord> {
  return readRecords(parseJsonList(body, 'days'), {
    namedBy: ['date'],
    parse(record) {
      const kind = record.required('kind', KIND)
      const name = record.texts('name_zh', 'name_pt', 'name_en')
      return {
        date: record.required('date', day),
        kind,
        name: kind === HolidayKind.HALF_DAY ? null : name,
        isMandatory: record.required('mandatory', flag),
        replaces: record.optional('replaces', day),
        confidence: record.required('confidence', CONFIDENCE),
        basis: record.required('basis', text),
      }
    },
    keyOf: ({ date }) => date,
  })
}

const TABLE = parsePublicHolidays(readFileSync(HOLIDAY_TABLE, 'utf8')).records
const BY_DATE = indexBy(TABLE, ({ date }) => date)
const YEARS = TABLE.map(({ date }) => date.slice(0, 4)).sort()

/** The years of which the table knows the holidays, first and last. */
export const HOLIDAY_YEARS = { first: YEARS[0] ?? '', last: YEARS.at(-1) ?? '' }

/** What kind of day off the day YYYY-MM-DD is; null for an ordinary one, and outside the years of the table. */
export function findHoliday(date: string): HolidayKind | null {
  return BY_DATE.get(date)?.kind ?? null
}

/** The source numbers the days: 農曆正月初一, 初二, 初三. */
const LUNAR_NEW_YEAR = /^農曆正月/

/** Whether the day is one of Lunar New Year, or makes up for one. */
export function isOfLunarNewYear(date: string): boolean {
  return LUNAR_NEW_YEAR.test(BY_DATE.get(date)?.name?.zh ?? '')
}
