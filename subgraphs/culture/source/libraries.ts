import { id, text } from '../../_kit/fieldTypes.ts'
import type { OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { TextValue } from '../../_kit/text.ts'
import { readOpeningHours } from './readOpeningHours.ts'
import type { Register, RegisterRecord } from './table.ts'

export interface LibraryRecord extends RegisterRecord {
  readonly name: TextValue
  readonly openingHours: OpeningHoursValue | null
  readonly operator: string
}

export const libraries: Register<LibraryRecord> = {
  kind: 'register',
  name: 'libraries',
  feedId: 'icm-libraries',
  title: { zh: '公共圖書館', pt: 'Bibliotecas públicas', en: 'Public libraries' },
  file: 'libraries.csv',
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
    'operator',
  ],
  limits: { floor: 12, mayLose: 0.2 },
  parse: (record) => ({
    id: record.required('id', id),
    name: record.texts('name_zh', 'name_pt', 'name_en'),
    area: record.optional('area', id),
    place: record.place('lat', 'lng'),
    openingHours: readOpeningHours(record),
    operator: record.required('operator', text),
  }),
}
