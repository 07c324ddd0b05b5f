import { assertInTerritory, createPlace, type PlaceValue } from '../../_kit/place.ts'
import type { TextValue } from '../../_kit/text.ts'
import { RecordError } from './parseRecords.ts'

/** A record as it stands in its source: nothing is known of its values yet. */
export type Row = Readonly<Record<string, unknown>>

/** What the bureau's sources write where they have nothing to say. */
const PLACEHOLDERS = new Set(['', '-', '--', '---', 'na'])

/** The text of a field without the blemishes of the exports: full-width spaces, runs of blanks, line breaks. */
export function readText(row: Row, field: string): string {
  const text = readTextOrNull(row, field)
  if (text === null) throw new RecordError(field, 'text', row[field])
  return text
}

export function readTextOrNull(row: Row, field: string): string | null {
  const value = row[field]
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') throw new RecordError(field, 'text', value)
  const text = cleanText(value)
  return PLACEHOLDERS.has(text) ? null : text
}

export function cleanText(text: string): string {
  // \s holds U+3000, the full-width space.
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** A name in the languages whose fields are given. */
export function readName(row: Row, zh: string, pt: string, en: string | null): TextValue {
  const name = {
    zh: readTextOrNull(row, zh),
    pt: readTextOrNull(row, pt),
    en: en === null ? null : readTextOrNull(row, en),
  }
  if (name.zh === null && name.pt === null && name.en === null)
    throw new RecordError(zh, 'a name in at least one language', row[zh])
  return name
}

export function readWhole(row: Row, field: string): number {
  const number = readWholeOrNull(row, field)
  if (number === null) throw new RecordError(field, 'a whole number', row[field])
  return number
}

/** A count: null where the source says nothing, and "0" is a real zero. */
export function readWholeOrNull(row: Row, field: string): number | null {
  const text = readTextOrNull(row, field)
  if (text === null) return null
  if (!/^\d{1,9}$/.test(text)) throw new RecordError(field, 'a whole number', row[field])
  return Number(text)
}

export function readDecimal(row: Row, field: string): number {
  const number = readDecimalOrNull(row, field)
  if (number === null) throw new RecordError(field, 'a decimal number', row[field])
  return number
}

export function readDecimalOrNull(row: Row, field: string): number | null {
  const text = readTextOrNull(row, field)
  if (text === null) return null
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new RecordError(field, 'a decimal number', row[field])
  return Number(text)
}

/** The place of a record, or null where it states no coordinate; one outside the territory is an error. */
export function readPlace(row: Row, latitude: string, longitude: string): PlaceValue | null {
  const lat = readDecimalOrNull(row, latitude)
  const lng = readDecimalOrNull(row, longitude)
  if (lat === null || lng === null) return null
  assertInTerritory(`${latitude}, ${longitude}`, { lat, lng })
  return createPlace({ lat, lng })
}

/** The value that a code of the source stands for. */
export function readCode<V>(row: Row, field: string, meanings: ReadonlyMap<string, V>): V {
  const meaning = meanings.get(readText(row, field))
  if (meaning === undefined)
    throw new RecordError(field, `one of ${[...meanings.keys()].join(', ')}`, row[field])
  return meaning
}

/** Whether the record is marked as synthetic, in any of the forms that the bundled snapshots use. */
export function readSample(row: Row, field: string): boolean {
  return row[field] === 'true' || row[field] === '1'
}
