import { day, id, whole } from '../../_kit/fieldTypes.ts'
import { dayIn, orderKey, type Grouping, type Table, type TableRecord } from './table.ts'

export interface VisitorsRecord extends TableRecord {
  readonly museum: string
  readonly day: string
  readonly visitors: number
  readonly sample: boolean
}

export const museumVisitors: Table<VisitorsRecord> = {
  name: 'museum_visitors',
  feedId: 'icm-museum-visitors',
  confidential: 'records',
  title: {
    zh: '博物館每日入場人次',
    pt: 'Visitantes diários dos museus',
    en: 'Daily visitors of museums',
  },
  file: 'museum-visitors.csv',
  columns: ['id', 'museum_id', 'day', 'visitors', 'sample'],
  limits: { floor: 1, mayLose: 0.5 },
  parse: (record) => ({
    id: record.required('id', id),
    museum: record.required('museum_id', id),
    day: record.required('day', day),
    visitors: record.required('visitors', whole),
    sample: record.sample('sample'),
  }),
}

export const VISITORS_BY_MUSEUM: Grouping<VisitorsRecord> = {
  column: 'museum_id',
  of: ({ museum }) => museum,
  order: {
    keys: [
      orderKey(
        dayIn('day', ({ day }) => day),
        'DESC',
      ),
    ],
    idDirection: 'ASC',
  },
}
