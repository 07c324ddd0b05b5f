import { day, id, wholeUpTo } from '../../_kit/fieldTypes.ts'
import type { TextValue } from '../../_kit/text.ts'
import {
  dayIn,
  orderKey,
  type Condition,
  type Grouping,
  type Order,
  type Table,
  type TableRecord,
} from './table.ts'

export interface ExhibitionRecord extends TableRecord {
  readonly museum: string
  readonly title: TextValue
  readonly opensOn: string
  readonly closesOn: string
  readonly insuranceValueMop: number | null
  readonly sample: boolean
}

/** Large sums go beyond an Int of GraphQL. */
const PATACAS = wholeUpTo(15, 'a whole number of patacas')

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
  limits: { floor: 1, mayLose: null },
  parse: (record) => ({
    id: record.required('id', id),
    museum: record.required('museum_id', id),
    title: record.texts('title_zh', 'title_pt', 'title_en'),
    opensOn: record.required('opens_on', day),
    closesOn: record.required('closes_on', day),
    insuranceValueMop: record.optional('insurance_value_mop', PATACAS),
    sample: record.sample('sample'),
  }),
}

export const OPENING = dayIn<ExhibitionRecord>('opens_on', ({ opensOn }) => opensOn)
export const CLOSING = dayIn<ExhibitionRecord>('closes_on', ({ closesOn }) => closesOn)
const NEWEST_FIRST: Order<ExhibitionRecord> = { keys: [orderKey(OPENING, 'DESC')], idDirection: 'ASC' }

export const EXHIBITIONS_BY_MUSEUM: Grouping<ExhibitionRecord> = {
  column: 'museum_id',
  of: ({ museum }) => museum,
  order: NEWEST_FIRST,
}

/** Only exhibitions of this museum; all where none is given. */
export function ofMuseum(id: string | null | undefined): readonly Condition<ExhibitionRecord>[] {
  return id ? [{ kind: 'oneOf', column: 'museum_id', values: [id], of: ({ museum }) => museum }] : []
}

/** Only exhibitions that last on this day; all where none is given. */
export function lastingOn(day: string | null | undefined): readonly Condition<ExhibitionRecord>[] {
  if (!day) return []
  return [
    {
      kind: 'lastsOn',
      columns: ['opens_on', 'closes_on'],
      day,
      of: ({ opensOn, closesOn }) => [opensOn, closesOn],
    },
  ]
}
