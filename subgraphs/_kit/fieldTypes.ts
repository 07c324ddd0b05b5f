import { formatDateTime } from '../../schema/scalars.ts'
import type { FeedDocument } from './feedDescriptor.ts'

/** How a value of a source is read, whatever bureau wrote it. */
export interface FieldType<V> {
  /** What messages say was expected: "a whole number from 0". */
  readonly expected: string
  /** The value, or undefined where it is none of this type. */
  readonly read: (value: unknown) => V | undefined
}

/** What sources write where they have nothing to say. */
const PLACEHOLDERS = new Set(['', '-', '--', '---', '\u2013', '\u2014', '\uff0d', 'na', 'n/a'])

/** Zero-width characters that come with copied text: nobody sees them, and no two texts are equal by them. */
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/g

export function isPlaceholder(value: unknown): boolean {
  if (value === undefined || value === null) return true
  return typeof value === 'string' && PLACEHOLDERS.has(cleanText(value).toLowerCase())
}

/** Without the blemishes of the exports: invisible characters, full-width spaces, runs of blanks, line breaks. */
export function cleanText(text: string): string {
  // \s holds U+3000, the full-width space.
  return text.replaceAll(INVISIBLE, '').replaceAll(/\s+/g, ' ').trim()
}

/** The same in the narrow forms: full-width digits and letters are what they look like. */
function narrowText(text: string): string {
  return cleanText(text.normalize('NFKC'))
}

/** A number that came as one is text as well as the same digits in quotes. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' ? value : undefined
}

function fieldType<V>(expected: string, parse: (narrow: string) => V | undefined): FieldType<V> {
  return {
    expected,
    read(value) {
      const came = textOf(value)
      return came === undefined ? undefined : parse(narrowText(came))
    },
  }
}

export const text: FieldType<string> = {
  expected: 'text',
  read(value) {
    const came = textOf(value)
    return came === undefined ? undefined : cleanText(came)
  },
}

/** Text whose lines mean something, such as HTML. */
export const rawText: FieldType<string> = { expected: 'text', read: textOf }

/** What names a record, and what refers to one: the same however it was typed. */
export const id: FieldType<string> = fieldType('text', (narrow) => narrow)

/** An id of the form that its source gives it. */
export function idLike(pattern: RegExp, expected: string): FieldType<string> {
  return fieldType(expected, (narrow) => (pattern.test(narrow) ? narrow : undefined))
}

/** Nine digits fit into an Int of GraphQL. */
export const whole: FieldType<number> = wholeUpTo(9, 'a whole number from 0')

export function wholeUpTo(digits: number, expected: string): FieldType<number> {
  return fieldType(expected, (narrow) => {
    // "2,900" can only be one whole number.
    const plain = /^\d{1,3}(,\d{3})+$/.test(narrow) ? narrow.replaceAll(',', '') : narrow
    return /^\d+$/.test(plain) && plain.length <= digits ? Number(plain) : undefined
  })
}

export function wholeBetween(min: number, max: number, expected: string): FieldType<number> {
  return {
    expected,
    read(value) {
      const number = whole.read(value)
      return number !== undefined && number >= min && number <= max ? number : undefined
    },
  }
}

export const decimal: FieldType<number> = decimalBetween(-1e12, 1e12, 'a decimal number')

export function decimalBetween(min: number, max: number, expected: string): FieldType<number> {
  return fieldType(expected, (narrow) => {
    const number = /^-?\d+(\.\d+)?$/.test(narrow) ? Number(narrow) : Number.NaN
    return number >= min && number <= max ? number : undefined
  })
}

export const flag: FieldType<boolean> = {
  expected: 'true or false',
  read(value) {
    if (typeof value === 'boolean') return value
    // A CSV says "true", PostgreSQL "t", an interface "1".
    return FLAGS.get(String(value).toLowerCase())
  },
}

const FLAGS = new Map([
  ['true', true],
  ['t', true],
  ['1', true],
  ['false', false],
  ['f', false],
  ['0', false],
])

/** The values that the words or codes of a source stand for. */
export function codeOf<V>(meanings: ReadonlyMap<string, V>): FieldType<V> {
  const narrow = new Map([...meanings].map(([code, meaning]) => [narrowText(code), meaning]))
  return fieldType(`one of ${[...meanings.keys()].join(', ')}`, (came) => narrow.get(came))
}

/** Lower-case words in the source, upper-case values in the graph. */
export function wordOf<E extends Readonly<Record<string, string>>>(
  values: E,
  separator: '_' | '-' = '_',
): FieldType<E[keyof E]> {
  return codeOf(
    new Map(
      Object.values(values).map((value) => [
        value.toLowerCase().replaceAll('_', separator),
        value as E[keyof E],
      ]),
    ),
  )
}

/** The parts of a text, each of which must be of `type`. */
export function partsOf<V>(type: FieldType<V>, separator: string | RegExp): FieldType<readonly V[]> {
  return {
    expected: `some of these, each ${type.expected}`,
    read(value) {
      const came = textOf(value)
      if (came === undefined) return undefined
      const parts = came.split(separator).filter((part) => !isPlaceholder(part))
      return readAll(parts, type)
    },
  }
}

export function listOf<V>(type: FieldType<V>): FieldType<readonly V[]> {
  return {
    expected: `a list, each ${type.expected}`,
    read: (value) => (Array.isArray(value) ? readAll(value, type) : undefined),
  }
}

/** Sources write a list of one as the thing alone. */
export function oneOrMany<V>(type: FieldType<V>): FieldType<readonly V[]> {
  return {
    expected: `one or a list, each ${type.expected}`,
    read: (value) => readAll(Array.isArray(value) ? value : [value], type),
  }
}

function readAll<V>(values: readonly unknown[], type: FieldType<V>): readonly V[] | undefined {
  const read = values.map((value) => type.read(value))
  return read.every((value) => value !== undefined) ? read : undefined
}

export const day: FieldType<string> = fieldType('a day YYYY-MM-DD', (narrow) =>
  isDay(narrow) ? narrow : undefined,
)

export const yearMonth: FieldType<string> = fieldType('a month YYYY-MM', (narrow) =>
  /^\d{4}-(0[1-9]|1[0-2])$/.test(narrow) ? narrow : undefined,
)

export const clockTime: FieldType<string> = fieldType('a time HH:MM', (narrow) =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(narrow) ? narrow : undefined,
)

const US_CLOCK = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2}) (AM|PM)$/
const SLASHED = /^(\d{4})\/(\d{2})\/(\d{2}) (\d{2}):(\d{2})$/
const DASHED = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})(?::(\d{2}))?$/
const ISO = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/** "9/3/2026 4:21:04 PM": month first, twelve hours, no zone; Macao's wall clock. */
export const usTime: FieldType<string> = fieldType('a time such as "9/3/2026 4:21:04 PM"', (narrow) => {
  const [, month = '', day = '', year = '', hour = '', minute = '', second = '', half] =
    US_CLOCK.exec(narrow) ?? []
  if (hour === '' || Number(hour) < 1 || Number(hour) > 12) return undefined
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0)
  return macaoTime(`${year}-${pad(month)}-${pad(day)}`, `${pad(String(hours))}:${minute}:${second}`)
})

/** "2026/11/22 14:20". */
export const slashedTime: FieldType<string> = fieldType('a time such as "2026/11/22 14:20"', (narrow) =>
  wallTime(SLASHED.exec(narrow)),
)

/** "2026-11-22 14:20", with or without seconds. */
export const dashedTime: FieldType<string> = fieldType('a time such as "2026-11-22 14:20"', (narrow) =>
  wallTime(DASHED.exec(narrow)),
)

export const isoTime: FieldType<string> = fieldType('an ISO 8601 instant with an offset', (narrow) => {
  const [, day = ''] = ISO.exec(narrow) ?? []
  return isDay(day) ? formatDateTime(new Date(narrow)) : undefined
})

/** Clocks of sources differ from ours by minutes. */
const CLOCK_TOLERANCE_MS = 10 * 60_000

/** When something was observed: moved with a replayed frame, and never later than it was read. */
export function observed(
  type: FieldType<string>,
  { readAt, shiftMilliseconds }: Pick<FeedDocument, 'readAt' | 'shiftMilliseconds'>,
): FieldType<string> {
  return {
    expected: `${type.expected} that has been`,
    read(value) {
      const read = type.read(value)
      if (read === undefined) return undefined
      const instant = Date.parse(read) + shiftMilliseconds
      return instant > readAt.getTime() + CLOCK_TOLERANCE_MS ? undefined : formatDateTime(new Date(instant))
    },
  }
}

/** Whether the calendar has the day: `Date` takes 30 February for 2 March. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const instant = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === text
}

function wallTime(match: RegExpExecArray | null): string | undefined {
  if (!match) return undefined
  const [, year, month, day, hour, minute, second = '00'] = match
  return macaoTime(`${year}-${month}-${day}`, `${hour}:${minute}:${second}`)
}

function macaoTime(day: string, time: string): string | undefined {
  return /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time) && isDay(day) ? `${day}T${time}+08:00` : undefined
}

function pad(digits: string): string {
  return digits.padStart(2, '0')
}
