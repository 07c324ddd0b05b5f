import { isRecord } from '../../../kit/isRecord.ts'
import { FeedFormatError, parseJsonDocument } from '../../_kit/feedFormats.ts'

/** The municipal bureau's interface answers with a list and nothing around it. */
export function parseJsonRows(body: string): readonly unknown[] {
  const rows = parseJsonDocument(body)
  if (Array.isArray(rows)) return rows
  throw new FeedFormatError('a list of objects', JSON.stringify(body.trimStart().slice(0, 60)))
}

/** Its `location` is "latitude,longitude" in one text: here two fields. */
export function splitLocation(row: unknown): unknown {
  if (!isRecord(row) || !('location' in row)) return row
  const { location, ...rest } = row
  if (typeof location !== 'string' || location.trim() === '') return { ...rest, 'location.lat': location }
  const [lat, ...others] = location.split(',').map((part) => part.trim())
  return { ...rest, 'location.lat': lat, 'location.lng': others.join(',') }
}
