import { GraphQLError } from 'graphql'
import type { ParsedFeed, SetAside } from '../../_kit/feed.ts'
import { createOpeningHours, parseOpeningHours, type OpeningHoursValue } from '../../_kit/openingHours.ts'
import { assertInTerritory, placeOrNull, type PlaceValue } from '../../_kit/place.ts'
import type { TextValue } from '../../_kit/text.ts'

/** One row of a table as text, "" where there is no value: the same from a CSV and from the database. */
export type Row = Readonly<Record<string, string>>

/** Turns rows into records; a row with a value that cannot be used, or an id met before, is set aside. */
export function parseRows<R extends { readonly id: string }>(
  rows: readonly Row[],
  parse: (row: Row) => R,
): ParsedFeed<R> {
  const records = new Map<string, R>()
  const setAside: SetAside[] = []
  rows.forEach((row, index) => {
    try {
      const record = parse(row)
      if (records.has(record.id)) throw new BadValue('id', 'one that no earlier row has', record.id)
      records.set(record.id, record)
    } catch (error) {
      // The heading is line 1 of the document.
      setAside.push({ record: row.id || `row ${index + 2}`, reason: reasonOf(error) })
    }
  })
  return { records: [...records.values()], setAside }
}

class BadValue extends Error {
  constructor(column: string, expected: string, came: string) {
    super(`${column}: expected ${expected}; got ${JSON.stringify(came)}`)
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof BadValue || error instanceof GraphQLError) return error.message
  throw error
}

export function readText(row: Row, column: string): string {
  return readTextOrNull(row, column) ?? reject(column, 'text', '')
}

export function readTextOrNull(row: Row, column: string): string | null {
  return row[column]?.trim() || null
}

/** The columns `<prefix>_zh`, `<prefix>_pt` and `<prefix>_en`. */
export function readLanguages(row: Row, prefix: string): TextValue {
  const [zh, pt, en] = ['zh', 'pt', 'en'].map((language) => readTextOrNull(row, `${prefix}_${language}`))
  return { zh: zh ?? null, pt: pt ?? null, en: en ?? null }
}

export function readWholeNumber(row: Row, column: string): number {
  return readWholeNumberOrNull(row, column) ?? reject(column, 'a whole number', '')
}

export function readWholeNumberOrNull(row: Row, column: string): number | null {
  const text = readTextOrNull(row, column)
  if (text === null) return null
  // Nine digits fit into an Int of GraphQL.
  return /^\d{1,9}$/.test(text) ? Number(text) : reject(column, 'a whole number of up to 9 digits', text)
}

/** Whole patacas; large sums go beyond an Int of GraphQL. */
export function readPatacasOrNull(row: Row, column: string): number | null {
  const text = readTextOrNull(row, column)
  if (text === null) return null
  return /^\d{1,15}$/.test(text) ? Number(text) : reject(column, 'a whole number of patacas', text)
}

export function readDay(row: Row, column: string): string {
  return readDayOrNull(row, column) ?? reject(column, 'a day YYYY-MM-DD', '')
}

export function readDayOrNull(row: Row, column: string): string | null {
  const text = readTextOrNull(row, column)
  if (text === null || isDay(text)) return text
  return reject(column, 'a day YYYY-MM-DD', text)
}

export function readClockTimeOrNull(row: Row, column: string): string | null {
  const text = readTextOrNull(row, column)
  if (text === null || /^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text
  return reject(column, 'a time HH:MM', text)
}

/** A CSV says "true", PostgreSQL "t". */
export function readFlag(row: Row, column: string): boolean {
  const text = row[column] ?? ''
  if (text === 'true' || text === 't') return true
  return text === 'false' || text === 'f' ? false : reject(column, 'true or false', text)
}

/** One of the words of `meanings`, as what it means. */
export function readWord<T>(row: Row, column: string, meanings: Readonly<Record<string, T>>): T {
  return meaningOf(row[column] ?? '', column, meanings)
}

export function meaningOf<T>(text: string, column: string, meanings: Readonly<Record<string, T>>): T {
  const meaning = Object.hasOwn(meanings, text) ? meanings[text] : undefined
  return meaning ?? reject(column, `one of ${Object.keys(meanings).join(', ')}`, text)
}

/** The groups of a pattern that the whole text must match. */
export function readPattern(row: Row, column: string, pattern: RegExp, expected: string): readonly string[] {
  const text = row[column] ?? ''
  return pattern.exec(text)?.slice(1) ?? reject(column, expected, text)
}

/** The columns `lat` and `lng`: null where both are empty, since an unknown coordinate is never guessed. */
export function readPlace(row: Row): PlaceValue | null {
  const lat = readDegreesOrNull(row, 'lat')
  const lng = readDegreesOrNull(row, 'lng')
  if ((lat === null) !== (lng === null)) reject('lat, lng', 'both or none', `${row.lat}, ${row.lng}`)
  const place = placeOrNull(lat, lng)
  if (place) assertInTerritory('lat, lng', place)
  return place
}

/** The columns `opening_stated` (the source's words) and `opening_rules` (the same as rules, "" where unreadable). */
export function readOpeningHours(row: Row): OpeningHoursValue | null {
  const stated = readTextOrNull(row, 'opening_stated')
  const rules = readTextOrNull(row, 'opening_rules')
  if (rules !== null && parseOpeningHours(rules) === null)
    reject('opening_rules', 'opening hours such as "Tu-Su 10:00-18:00"', rules)
  return stated === null && rules === null ? null : createOpeningHours(stated ?? rules ?? '', rules)
}

function readDegreesOrNull(row: Row, column: string): number | null {
  const text = readTextOrNull(row, column)
  if (text === null) return null
  return /^-?\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : reject(column, 'degrees', text)
}

function isDay(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === text
}

function reject(column: string, expected: string, came: string): never {
  throw new BadValue(column, expected, came)
}
