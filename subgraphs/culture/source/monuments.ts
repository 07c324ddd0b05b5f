import { id, text, whole, wordOf } from '../../_kit/fieldTypes.ts'
import type { OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { TextValue } from '../../_kit/text.ts'
import { readOpeningHours } from './readOpeningHours.ts'
import {
  BY_ID,
  numberIn,
  orderKey,
  type Condition,
  type Grouping,
  type Order,
  type Register,
  type RegisterRecord,
} from './table.ts'

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

export const WORLD_HERITAGE_ID = numberIn<MonumentRecord>(
  'wh_mo_id',
  ({ worldHeritageId }) => worldHeritageId,
)

export const BY_WORLD_HERITAGE_ID: Order<MonumentRecord> = {
  keys: [orderKey(WORLD_HERITAGE_ID, 'ASC')],
  idDirection: 'ASC',
}

export const BY_CLASSIFIED_CODE: Grouping<MonumentRecord> = {
  column: 'classified_code',
  of: ({ classifiedCode }) => classifiedCode,
  order: BY_ID,
}

/** Only monuments of these kinds; all where none are given. */
export function ofMonumentKinds(
  kinds: readonly MonumentKind[] | null | undefined,
): readonly Condition<MonumentRecord>[] {
  if (!kinds) return []
  const values = kinds.map((kind) => kind.toLowerCase())
  return [{ kind: 'oneOf', column: 'kind', values, of: (monument) => monument.kind.toLowerCase() }]
}
