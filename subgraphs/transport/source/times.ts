import { formatDateTime } from '../../../schema/scalars.ts'
import { readTextOrNull, type Row } from './fields.ts'
import { RecordError } from './parseRecords.ts'

const US_CLOCK = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2}) (AM|PM)$/
const SLASHED = /^(\d{4})\/(\d{2})\/(\d{2}) (\d{2}):(\d{2})$/
const DASHED = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})(?::\d{2})?$/

/** "9/3/2026 4:21:04 PM": month first, twelve hours, no zone; Macao's wall clock. */
export function readUsTime(row: Row, field: string, shiftMilliseconds: number): string | null {
  return readTime(row, field, 'a time such as "9/3/2026 4:21:04 PM"', shiftMilliseconds, (text) => {
    const [, month, day, year, hour, minute, second, half] = US_CLOCK.exec(text) ?? []
    if (hour === undefined || Number(hour) < 1 || Number(hour) > 12) return null
    const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0)
    return `${year}-${pad(month)}-${pad(day)}T${pad(String(hours))}:${minute}:${second}+08:00`
  })
}

/** "2026/11/22 14:20". */
export function readSlashedTime(row: Row, field: string, shiftMilliseconds: number): string | null {
  return readTime(row, field, 'a time such as "2026/11/22 14:20"', shiftMilliseconds, (text) =>
    toIso(SLASHED.exec(text)),
  )
}

/** "2026-11-22 14:20", with or without seconds. */
export function readDashedTime(row: Row, field: string): string | null {
  return readTime(row, field, 'a time such as "2026-11-22 14:20"', 0, (text) => toIso(DASHED.exec(text)))
}

function readTime(
  row: Row,
  field: string,
  expected: string,
  shiftMilliseconds: number,
  toIsoText: (text: string) => string | null,
): string | null {
  const text = readTextOrNull(row, field)
  if (text === null) return null
  const instant = Date.parse(toIsoText(text) ?? '')
  if (Number.isNaN(instant)) throw new RecordError(field, expected, row[field])
  return formatDateTime(new Date(instant + shiftMilliseconds))
}

function toIso(match: RegExpExecArray | null): string | null {
  if (!match) return null
  const [, year, month, day, hour, minute] = match
  return `${year}-${month}-${day}T${hour}:${minute}:00+08:00`
}

function pad(digits: string | undefined): string {
  return (digits ?? '').padStart(2, '0')
}
