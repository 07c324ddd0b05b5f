import type { ParsedFeed, SetAside } from '../../_kit/feed.ts'
import { FeedFormatError, isRecord, parseCsvDocument, parseJsonDocument } from '../../_kit/feedFormats.ts'

/** A record as the source wrote it: every value of a CSV is a string, a JSON may hold numbers and null. */
export type Row = Readonly<Record<string, unknown>>

/** A record that cannot be used: it is set aside, the others of its document stay. */
export class RecordError extends Error {
  constructor(field: string, expected: string, came: unknown) {
    super(`${field}: expected ${expected}; got ${JSON.stringify(came ?? null)}`)
    this.name = 'RecordError'
  }
}

/** The records of a register in CSV that has at least `columns`. */
export function parseCsvRecords<R>(
  body: string,
  columns: readonly string[],
  parseRow: (row: Row) => R,
): ParsedFeed<R> {
  return parseRows(parseCsvDocument(body, columns), 2, parseRow)
}

/** The records of a JSON answer `{"code":0,"updated_at":…,"data":[…]}`; any other code is an error of the source. */
export function parseJsonRecords<R>(body: string, parseRow: (row: Row) => R): ParsedFeed<R> {
  const answer = parseJsonDocument(body)
  if (!isRecord(answer) || answer.code !== 0 || !Array.isArray(answer.data))
    throw new FeedFormatError('an object with "code": 0 and a list "data"', body.trim().slice(0, 120))
  return parseRows(answer.data, 1, parseRow)
}

function parseRows<R>(rows: readonly unknown[], firstRow: number, parseRow: (row: Row) => R): ParsedFeed<R> {
  const records: R[] = []
  const setAside: SetAside[] = []
  rows.forEach((row, index) => {
    try {
      records.push(parseRow(assertRow(row)))
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      setAside.push({ record: nameRow(row, `row ${index + firstRow}`), reason: error.message })
    }
  })
  return { records, setAside }
}

function assertRow(row: unknown): Row {
  if (isRecord(row)) return row
  throw new RecordError('record', 'an object', row)
}

function nameRow(row: unknown, fallback: string): string {
  return isRecord(row) && typeof row.id === 'string' && row.id !== '' ? row.id : fallback
}

/** "" and "-" are how registers say that something is not known. */
export function readTextOrNull(row: Row, field: string): string | null {
  const value = row[field]
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') throw new RecordError(field, 'text', value)
  const text = value.trim()
  return text === '' || text === '-' ? null : text
}

export function readText(row: Row, field: string): string {
  return readTextOrNull(row, field) ?? fail(field, 'text', row[field])
}

/** The parts of a field that holds several, separated by "|". */
export function readList(row: Row, field: string): readonly string[] {
  return readTextOrNull(row, field)?.split('|') ?? []
}

/** A count, as a number or as digits; null where the source does not know it, which is never 0. */
export function readCountOrNull(row: Row, field: string): number | null {
  const value = row[field]
  const count = typeof value === 'number' ? value : parseDigits(readTextOrNull(row, field), field)
  if (count === null || (Number.isSafeInteger(count) && count >= 0)) return count
  throw new RecordError(field, 'a whole number from 0', value)
}

export function readCount(row: Row, field: string): number {
  return readCountOrNull(row, field) ?? fail(field, 'a whole number from 0', row[field])
}

function parseDigits(text: string | null, field: string): number | null {
  if (text === null) return null
  return /^\d+$/.test(text) ? Number(text) : fail(field, 'a whole number from 0', text)
}

export function readDegreesOrNull(row: Row, field: string): number | null {
  const text = readTextOrNull(row, field)
  if (text === null) return null
  return /^\d{1,3}\.\d+$/.test(text) ? Number(text) : fail(field, 'degrees with decimals, WGS 84', text)
}

export function readFlagOrNull(row: Row, field: string): boolean | null {
  const value = row[field]
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  return readTextOrNull(row, field) === null ? null : fail(field, 'true or false', value)
}

export function readFlag(row: Row, field: string): boolean {
  return readFlagOrNull(row, field) ?? fail(field, 'true or false', row[field])
}

/** The meaning of a code of the source, by the table of those that are known. */
export function readCode<T>(row: Row, field: string, meanings: ReadonlyMap<string, T>): T {
  const code = readText(row, field)
  return meanings.get(code) ?? fail(field, `one of ${[...meanings.keys()].join(', ')}`, code)
}

export function readInstant(row: Row, field: string): Date {
  const text = readText(row, field)
  const instant = new Date(/T.*(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : Number.NaN)
  return Number.isNaN(instant.getTime()) ? fail(field, 'an ISO 8601 instant with an offset', text) : instant
}

export function readDay(row: Row, field: string): string {
  const text = readText(row, field)
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
  return isDay ? text : fail(field, 'a day YYYY-MM-DD', text)
}

export function readMonth(row: Row, field: string): string {
  const text = readText(row, field)
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : fail(field, 'a month YYYY-MM', text)
}

function fail(field: string, expected: string, came: unknown): never {
  throw new RecordError(field, expected, came)
}
