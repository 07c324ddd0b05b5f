import type { TextValue } from '../../_kit/text.ts'
import { readDay, readFlag, readLanguages, readPatacasOrNull, readText } from './row.ts'
import { newestFirst, type Grouping, type Table, type TableRecord } from './table.ts'

export interface ExhibitionRecord extends TableRecord {
  readonly museum: string
  readonly title: TextValue
  readonly opensOn: string
  readonly closesOn: string
  readonly insuranceValueMop: number | null
  readonly sample: boolean
}

export const exhibitions: Table<ExhibitionRecord> = {
  name: 'exhibitions',
  feedId: 'icm-exhibitions',
  confidential: 'values',
  title: { zh: '博物館展覽', pt: 'Exposições dos museus', en: 'Exhibitions of museums' },
  file: 'exhibitions.csv',
  columns: [
    'id',
    'museum_id',
    'title_zh',
    'title_pt',
    'title_en',
    'opens_on',
    'closes_on',
    'insurance_value_mop',
    'sample',
  ],
  parse: (row) => ({
    id: readText(row, 'id'),
    museum: readText(row, 'museum_id'),
    title: readLanguages(row, 'title'),
    opensOn: readDay(row, 'opens_on'),
    closesOn: readDay(row, 'closes_on'),
    insuranceValueMop: readPatacasOrNull(row, 'insurance_value_mop'),
    sample: readFlag(row, 'sample'),
  }),
}

export const EXHIBITIONS_BY_MUSEUM: Grouping<ExhibitionRecord> = {
  column: 'museum_id',
  of: ({ museum }) => museum,
  order: newestFirst('opens_on', ({ opensOn }) => opensOn),
}
