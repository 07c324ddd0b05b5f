import { text } from '../../_kit/fieldTypes.ts'
import { createOpeningHours, type OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { RecordReader } from '../../_kit/recordReader.ts'
import { readChineseHours } from './chineseHours.ts'

/** Words that nobody here understands are published as they stand; how many there are is told. */
export function remarkOnHours(
  records: readonly { readonly openingHours: OpeningHoursValue | null }[],
): readonly string[] {
  const count = records.filter(({ openingHours }) => openingHours?.rules === null).length
  return count === 0 ? [] : [`Hours that are words alone, since they are not understood: ${count}.`]
}

/** The hours in the words of the source; periods where they can be read. */
export function readOpeningHours(record: RecordReader, field: string): OpeningHoursValue | null {
  const stated = record.optional(field, text)
  return stated === null ? null : createOpeningHours(stated, readChineseHours(stated))
}
