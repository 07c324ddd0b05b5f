import { text, type FieldType } from '../../_kit/fieldTypes.ts'
import { createOpeningHours, parseOpeningHours, type OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { RecordReader } from '../../_kit/recordReader.ts'

const RULES: FieldType<string> = {
  expected: 'opening hours such as "Tu-Su 10:00-18:00"',
  read(value) {
    const rules = text.read(value)
    return rules !== undefined && parseOpeningHours(rules) !== null ? rules : undefined
  },
}

/** The columns `opening_stated` (the source's words) and `opening_rules` (the same as rules, "" where unreadable). */
export function readOpeningHours(record: RecordReader): OpeningHoursValue | null {
  const stated = record.optional('opening_stated', text)
  const rules = record.optional('opening_rules', RULES)
  return stated === null && rules === null ? null : createOpeningHours(stated ?? rules ?? '', rules)
}
