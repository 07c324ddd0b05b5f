import { textOfName } from '../format/values.ts'
import { isRecord } from '../graph/isRecord.ts'

const KEYS = ['name', 'title', 'shortName']

/** What a row is called, in the reader's language where it can be: by itself, by what it holds, else by its id. */
export function nameOfRow(row: unknown): string {
  if (!isRecord(row)) return row === null || row === undefined ? '' : String(row)
  const own = KEYS.map((key) => textOfName(row[key])).find((text) => text !== '')
  if (own !== undefined) return own
  const inner = Object.values(row)
    .filter(isRecord)
    .map((value) => KEYS.map((key) => textOfName(value[key])).find((text) => text !== ''))
    .find((text) => text !== undefined)
  return inner ?? (typeof row.id === 'string' ? row.id : '')
}
