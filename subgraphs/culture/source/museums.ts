import { clockTime, id, text, whole } from '../../_kit/fieldTypes.ts'
import type { OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { TextValue } from '../../_kit/text.ts'
import { readOpeningHours } from './readOpeningHours.ts'
import { numberIn, type Condition, type Register, type RegisterRecord } from './table.ts'

export interface MuseumRecord extends RegisterRecord {
  readonly name: TextValue
  readonly openingHours: OpeningHoursValue | null
  readonly lastEntry: string | null
  /** In patacas: 0 where entry is free, null where it is not known. */
  readonly feeMop: number | null
  readonly operator: string
}

export const museums: Register<MuseumRecord> = {
  kind: 'register',
  name: 'museums',
  feedId: 'icm-museums',
  title: { zh: '博物館', pt: 'Museus', en: 'Museums' },
  file: 'museums.csv',
  columns: [
    'id',
    'name_zh',
    'name_pt',
    'name_en',
    'area',
    'lat',
    'lng',
    'opening_stated',
    'opening_rules',
    'last_entry',
    'fee_mop',
    'operator',
  ],
  limits: { floor: 16, mayLose: 0.2 },
  parse: (record) => ({
    id: record.required('id', id),
    name: record.texts('name_zh', 'name_pt', 'name_en'),
    area: record.optional('area', id),
    place: record.place('lat', 'lng'),
    openingHours: readOpeningHours(record),
    lastEntry: record.optional('last_entry', clockTime),
    feeMop: record.optional('fee_mop', whole),
    operator: record.required('operator', text),
  }),
}

export const FEE = numberIn<MuseumRecord>('fee_mop', ({ feeMop }) => feeMop)

/** Only museums that are free, or only those that are not; one whose fee is not known is neither. */
export function freeAdmission(free: boolean | null | undefined): readonly Condition<MuseumRecord>[] {
  if (free === undefined || free === null) return []
  return [
    free
      ? { kind: 'atMost', column: 'fee_mop', value: 0, of: ({ feeMop }) => feeMop }
      : { kind: 'atLeast', column: 'fee_mop', value: 1, of: ({ feeMop }) => feeMop },
  ]
}
