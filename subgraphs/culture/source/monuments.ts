import { id, text, whole, wordOf } from '../../_kit/fieldTypes.ts'
import type { OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { TextValue } from '../../_kit/text.ts'
import { readOpeningHours } from './readOpeningHours.ts'
import { BY_ID, orderBy, type Condition, type Grouping, type Register, type RegisterRecord } from './table.ts'

export enum MonumentKind {
  BUILDING = 'BUILDING',
  SQUARE = 'SQUARE',
}

export interface MonumentRecord extends RegisterRecord {
  readonly worldHeritageId: number | null
  readonly classifiedCode: string
  readonly name: TextValue
  readonly kind: MonumentKind
  readonly openingHours: OpeningHoursValue | null
}

const KIND = wordOf(MonumentKind)

export const monuments: Register<MonumentRecord> = {
  kind: 'register',
  name: 'monuments',
  feedId: 'icm-heritage',
  title: { zh: '澳門世界遺產', pt: 'Património mundial de Macau', en: 'World heritage of Macao' },
  file: 'monuments.csv',
  columns: [
    'id',
    'wh_mo_id',
    'classified_code',
    'name_zh',
    'name_pt',
    'name_en',
    'kind',
    'area',
    'lat',
    'lng',
    'opening_stated',
    'opening_rules',
  ],
  limits: { floor: 24, mayLose: 0.2 },
  parse: (record) => ({
    id: record.required('id', id),
    worldHeritageId: record.optional('wh_mo_id', whole),
    classifiedCode: record.required('classified_code', text),
    name: record.texts('name_zh', 'name_pt', 'name_en'),
    kind: record.required('kind', KIND),
    area: record.optional('area', id),
    place: record.place('lat', 'lng'),
    openingHours: readOpeningHours(record),
  }),
}

export const BY_WORLD_HERITAGE_ID = orderBy<MonumentRecord>(
  'wh_mo_id',
  'least first',
  ({ worldHeritageId }) => worldHeritageId,
)

export const BY_CLASSIFIED_CODE: Grouping<MonumentRecord> = {
  column: 'classified_code',
  of: ({ classifiedCode }) => classifiedCode,
  order: BY_ID,
}

/** Only monuments of this kind; all where none is given. */
export function ofMonumentKind(kind: MonumentKind | null | undefined): readonly Condition<MonumentRecord>[] {
  return kind
    ? [{ kind: 'oneOf', column: 'kind', values: [kind.toLowerCase()], of: (m) => m.kind.toLowerCase() }]
    : []
}
