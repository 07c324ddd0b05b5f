import type { OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { TextValue } from '../../_kit/text.ts'
import { readLanguages, readOpeningHours, readPlace, readText, readTextOrNull } from './row.ts'
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
  parse: (row) => ({
    id: readText(row, 'id'),
    name: readLanguages(row, 'name'),
    area: readTextOrNull(row, 'area'),
    place: readPlace(row),
    openingHours: readOpeningHours(row),
    operator: readText(row, 'operator'),
  }),
}
