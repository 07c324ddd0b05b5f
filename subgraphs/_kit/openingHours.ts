import 'reflect-metadata'
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql'
import { findHoliday, HOLIDAY_YEARS, HolidayKind, isOfLunarNewYear } from './publicHolidays.ts'

export enum Weekday {
  MONDAY = 'MONDAY',
  TUESDAY = 'TUESDAY',
  WEDNESDAY = 'WEDNESDAY',
  THURSDAY = 'THURSDAY',
  FRIDAY = 'FRIDAY',
  SATURDAY = 'SATURDAY',
  SUNDAY = 'SUNDAY',
}

registerEnumType(Weekday, {
  name: 'Weekday',
  description: 'A day of the week in Macao.',
  valuesConfig: {
    MONDAY: { description: 'Monday.' },
    TUESDAY: { description: 'Tuesday.' },
    WEDNESDAY: { description: 'Wednesday.' },
    THURSDAY: { description: 'Thursday.' },
    FRIDAY: { description: 'Friday.' },
    SATURDAY: { description: 'Saturday.' },
    SUNDAY: { description: 'Sunday.' },
  },
})

@ObjectType({ description: 'A time from opening to closing on one day of the ordinary week, in Macao time.' })
@Directive('@shareable')
export class OpeningPeriod {
  @Field(() => Weekday, { description: 'The day on which it begins.' })
  weekday!: Weekday

  @Field(() => String, { description: 'When it begins, "HH:MM".' })
  opens!: string

  @Field(() => String, {
    description: 'When it ends, "HH:MM"; "24:00" is the midnight at the end of `weekday`.',
  })
  closes!: string

  @Field(() => Boolean, { description: 'Whether `closes` is on the day after `weekday`.' })
  closesNextDay!: boolean
}

@ObjectType({ description: 'When something is open.' })
@Directive('@shareable')
export class OpeningHours {
  @Field(() => String, { description: 'The hours in the words or the notation of the source.' })
  asStated!: string

  @Field(() => [OpeningPeriod], {
    nullable: true,
    description:
      'The ordinary week from Monday; a day without a period is closed. Null where the words cannot be read as times.',
  })
  periods!: readonly OpeningPeriod[] | null

  @Field(() => String, {
    nullable: true,
    description:
      'What differs from the ordinary week; isOpen reckons with it. Null where nothing is said to differ: then isOpen is null on public holidays, and on days off of the public service, at times at which an ordinary day is open.',
  })
  exceptions!: string | null
}

export interface OpeningHoursValue extends OpeningHours {
  /** In the order in which they are stated: the last one that names a day decides on it. Null where not readable. */
  readonly rules: readonly OpeningRule[] | null
}

interface OpeningRule {
  readonly days: readonly DaySelector[]
  /** None where the rule says "off". */
  readonly spans: readonly Span[]
}

type DaySelector =
  | { readonly kind: 'weekday'; readonly weekday: number }
  /** The nth such weekday of a month; -1 is the last. */
  | { readonly kind: 'nthWeekday'; readonly weekday: number; readonly nth: number }
  | { readonly kind: 'publicHoliday' }
  | { readonly kind: 'substituteDay' }
  /** The first three days of the lunar year, where they are not as other public holidays. */
  | { readonly kind: 'lunarNewYear' }
  /** Of "24/7", which says that no day is another. */
  | { readonly kind: 'everyDay' }

/** Minutes from midnight; `to` is past 1440 where the span ends on the next day. */
interface Span {
  readonly from: number
  readonly to: number
}

const DAY_MINUTES = 1440
/** When the public service goes home on a half day: the end of its morning hours. */
const HALF_DAY_ENDS = 13 * 60
const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
const WEEKDAYS = Object.values(Weekday)

/**
 * Reads a subset of OpenStreetMap's opening_hours: "24/7", "Mo 14:00-24:00; Tu-Su 08:00-24:00",
 * "10:00-12:30,14:30-17:30", "07:00-02:00", "Mo[1] off", "Su,PH off"; and, ours, "PS": the weekdays that the public
 * service has off for a holiday on a weekend, and "LN": the days of Lunar New Year. Null for any other text and where
 * nothing is said of weekdays, since an hour that was guessed is worse than none.
 */
export function parseOpeningHours(text: string): OpeningHoursValue | null {
  const rules = parseRules(text)
  return rules && createValue(text.trim(), rules)
}

/** Hours that the source words its own way, with the same as rules where someone has read them; else not known. */
export function createOpeningHours(asStated: string, rulesText: string | null): OpeningHoursValue {
  return createValue(asStated, rulesText === null ? null : parseRules(rulesText))
}

/**
 * Whether it is open at the instant, by the clock of Macao (UTC+8, no daylight saving time); null where that is not
 * known, as on a holiday of which the hours say nothing. A span that passes midnight counts as of the day on which it
 * began.
 */
export function isOpenAt(value: OpeningHoursValue | null, instant: Date): boolean | null {
  if (!value?.rules) return null
  const local = new Date(instant.getTime() + 8 * 3_600_000)
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes()
  const yesterday = new Date(local.getTime() - 86_400_000)
  const answers = [
    isOpenOn(value.rules, local, minute),
    isOpenOn(value.rules, yesterday, minute + DAY_MINUTES),
  ]
  if (answers.includes(true)) return true
  return answers.includes(null) ? null : false
}

/** Whether a span that began on the day holds the minute; null where it would on an ordinary day, and may not. */
function isOpenOn(rules: readonly OpeningRule[], day: Date, minute: number): boolean | null {
  const isOrdinarilyOpen = isWithin(ordinarySpansOn(rules, day), minute)
  const date = day.toISOString().slice(0, 10)
  const ofLunarNewYear = isOfLunarNewYear(date) ? spansFor(rules, 'lunarNewYear') : undefined
  switch (findHoliday(date)) {
    case null:
      return isOrdinarilyOpen
    case HolidayKind.PUBLIC_HOLIDAY: {
      const stated = ofLunarNewYear ?? spansFor(rules, 'publicHoliday')
      return stated ? isWithin(stated, minute) : unlessOpen(isOrdinarilyOpen)
    }
    case HolidayKind.SUBSTITUTE_DAY: {
      const stated = spansFor(rules, 'substituteDay')
      if (stated) return isWithin(stated, minute)
      // Who closes at Lunar New Year may do so on the days that make up for it.
      return spansFor(rules, 'publicHoliday') && !ofLunarNewYear
        ? isOrdinarilyOpen
        : unlessOpen(isOrdinarilyOpen)
    }
    case HolidayKind.HALF_DAY:
      return minute < HALF_DAY_ENDS || keepsHalfDaysOpen(rules)
        ? isOrdinarilyOpen
        : unlessOpen(isOrdinarilyOpen)
  }
}

/** What is shut on an ordinary day is so on a day off; what is open need not be. */
function unlessOpen(isOrdinarilyOpen: boolean): false | null {
  return isOrdinarilyOpen ? null : false
}

/**
 * Half days are the public service's: who speaks of public holidays and not of its days off has none. The eve of Lunar
 * New Year is one of them.
 */
function keepsHalfDaysOpen(rules: readonly OpeningRule[]): boolean {
  const stated = (wanted: Holidays) => spansFor(rules, wanted)
  const isEveryDay = rules.some(({ days }) => days.some(({ kind }) => kind === 'everyDay'))
  if (isEveryDay) return true
  return !!stated('publicHoliday') && !stated('substituteDay') && !stated('lunarNewYear')
}

function isWithin(spans: readonly Span[], minute: number): boolean {
  return spans.some(({ from, to }) => from <= minute && minute < to)
}

type Holidays = 'publicHoliday' | 'substituteDay' | 'lunarNewYear'

/** What the rules say of such days; undefined where they say nothing. */
function spansFor(rules: readonly OpeningRule[], wanted: Holidays): readonly Span[] | undefined {
  return rules.findLast(({ days }) => days.some(({ kind }) => kind === wanted || kind === 'everyDay'))?.spans
}

function ordinarySpansOn(rules: readonly OpeningRule[], day: Date): readonly Span[] {
  return rules.findLast(({ days }) => days.some((selector) => selects(selector, day)))?.spans ?? []
}

function selects(selector: DaySelector, day: Date): boolean {
  switch (selector.kind) {
    case 'everyDay':
      return true
    case 'weekday':
      return selector.weekday === weekdayOf(day)
    case 'nthWeekday':
      return selector.weekday === weekdayOf(day) && isNth(selector.nth, day)
    case 'publicHoliday':
    case 'substituteDay':
    case 'lunarNewYear':
      return false
  }
}

/** 0 is Monday. The day's local time stands in its UTC fields. */
function weekdayOf(day: Date): number {
  return (day.getUTCDay() + 6) % 7
}

function isNth(nth: number, day: Date): boolean {
  if (nth > 0) return Math.ceil(day.getUTCDate() / 7) === nth
  const daysInMonth = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
  return Math.ceil((daysInMonth - day.getUTCDate() + 1) / 7) === -nth
}

function parseRules(text: string): readonly OpeningRule[] | null {
  const parts = text.split(';').map((part) => part.trim().replaceAll(/\s*([,-])\s*/g, '$1'))
  const rules = collect(parts.at(-1) === '' ? parts.slice(0, -1) : parts, parseRule)
  const saysWeekdays = rules?.some(({ days }) =>
    days.some(({ kind }) => kind === 'weekday' || kind === 'everyDay'),
  )
  return rules && saysWeekdays ? rules : null
}

function parseRule(text: string): OpeningRule | null {
  if (text === '24/7') return { days: [{ kind: 'everyDay' }], spans: [{ from: 0, to: DAY_MINUTES }] }
  const [, daysText, timesText = ''] = /^(?:([A-Z]\S*) )?(\S+)$/.exec(text) ?? []
  const days = daysText === undefined ? ordinaryWeek() : parseDays(daysText)
  const spans = timesText === 'off' ? [] : collect(timesText.split(','), parseSpan)
  return days && spans && { days, spans }
}

function ordinaryWeek(): readonly DaySelector[] {
  return DAYS.map((_, weekday) => ({ kind: 'weekday', weekday }))
}

function parseDays(text: string): readonly DaySelector[] | null {
  // A comma inside brackets belongs to the day: "Mo[1,3]".
  return collect(text.split(/,(?![^[]*\])/), parseDayRange)?.flat() ?? null
}

function parseDayRange(text: string): readonly DaySelector[] | null {
  if (text === 'PH') return [{ kind: 'publicHoliday' }]
  if (text === 'PS') return [{ kind: 'substituteDay' }]
  if (text === 'LN') return [{ kind: 'lunarNewYear' }]
  const [, first = '', last, nths] = /^([A-Z][a-z])(?:-([A-Z][a-z])|\[([\d,-]+)\])?$/.exec(text) ?? []
  const from = DAYS.indexOf(first)
  const to = DAYS.indexOf(last ?? first)
  if (from < 0 || to < 0) return null
  if (nths !== undefined) return collect(nths.split(','), (nth) => parseNth(from, nth))
  // "Sa-Mo" passes the end of the week.
  const length = ((to - from + 7) % 7) + 1
  return Array.from({ length }, (_, index) => ({ kind: 'weekday', weekday: (from + index) % 7 }))
}

function parseNth(weekday: number, text: string): DaySelector | null {
  return /^-?[1-5]$/.test(text) ? { kind: 'nthWeekday', weekday, nth: Number(text) } : null
}

function parseSpan(text: string): Span | null {
  const match = /^(\d{2}):([0-5]\d)-(\d{2}):([0-5]\d)$/.exec(text)
  if (!match) return null
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number)
  const from = fromHour * 60 + fromMinute
  const end = toHour * 60 + toMinute
  if (from >= DAY_MINUTES || end > 2 * DAY_MINUTES) return null
  return { from, to: end > from ? end : end + DAY_MINUTES }
}

/** All items parsed, or null as soon as one cannot be. */
function collect<T>(texts: readonly string[], parse: (text: string) => T | null): readonly T[] | null {
  const parsed: T[] = []
  for (const text of texts) {
    const item = parse(text)
    if (item === null) return null
    parsed.push(item)
  }
  return parsed
}

function createValue(asStated: string, rules: readonly OpeningRule[] | null): OpeningHoursValue {
  return {
    asStated,
    rules,
    periods: rules && WEEKDAYS.flatMap((weekday, index) => periodsOf(weekday, ordinarySpans(rules, index))),
    exceptions: rules && describeExceptions(rules),
  }
}

function ordinarySpans(rules: readonly OpeningRule[], weekday: number): readonly Span[] {
  const names = (selector: DaySelector) =>
    selector.kind === 'everyDay' || (selector.kind === 'weekday' && selector.weekday === weekday)
  return rules.findLast(({ days }) => days.some(names))?.spans ?? []
}

function periodsOf(weekday: Weekday, spans: readonly Span[]): readonly OpeningPeriod[] {
  return spans.map(({ from, to }) => ({
    weekday,
    opens: clockTime(from),
    closes: clockTime(to > DAY_MINUTES ? to - DAY_MINUTES : to),
    closesNextDay: to > DAY_MINUTES,
  }))
}

function clockTime(minutes: number): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

const HOLIDAYS_KNOWN = `isOpen knows those of ${HOLIDAY_YEARS.first} to ${HOLIDAY_YEARS.last}; in other years it answers by the ordinary week.`

function describeExceptions(rules: readonly OpeningRule[]): string | null {
  const sentences = rules.flatMap(({ days, spans }) =>
    days.flatMap((selector) => describeException(selector, describeSpans(spans))),
  )
  return sentences.length > 0 ? [...new Set(sentences)].join(' ') : null
}

function describeException(selector: DaySelector, hours: string): readonly string[] {
  switch (selector.kind) {
    case 'weekday':
    case 'everyDay':
      return []
    case 'nthWeekday':
      return [`${nameNth(selector.nth)} ${nameWeekday(selector.weekday)} of the month: ${hours}.`]
    case 'publicHoliday':
      return [`Public holidays: ${hours}.`, HOLIDAYS_KNOWN]
    case 'substituteDay':
      return [`Weekdays that the public service has off for a holiday on a weekend: ${hours}.`]
    case 'lunarNewYear':
      return [`Lunar New Year: ${hours}.`, HOLIDAYS_KNOWN]
  }
}

function describeSpans(spans: readonly Span[]): string {
  if (spans.length === 0) return 'closed'
  return spans.map(({ from, to }) => `${clockTime(from)}-${clockTime(to % DAY_MINUTES || to)}`).join(', ')
}

function nameNth(nth: number): string {
  if (nth === -1) return 'Last'
  const ordinal = ['First', 'Second', 'Third', 'Fourth', 'Fifth'][Math.abs(nth) - 1] ?? ''
  return nth > 0 ? ordinal : `${ordinal} last`
}

function nameWeekday(weekday: number): string {
  const name = WEEKDAYS[weekday] ?? ''
  return name.charAt(0) + name.slice(1).toLowerCase()
}
