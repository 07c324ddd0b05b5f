import { readDay, readFlag, readText, readWholeNumber } from './row.ts'
import { newestFirst, type Grouping, type Table, type TableRecord } from './table.ts'

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
  parse: (row) => ({
    id: readText(row, 'id'),
    museum: readText(row, 'museum_id'),
    day: readDay(row, 'day'),
    visitors: readWholeNumber(row, 'visitors'),
    sample: readFlag(row, 'sample'),
  }),
}

export const VISITORS_BY_MUSEUM: Grouping<VisitorsRecord> = {
  column: 'museum_id',
  of: ({ museum }) => museum,
  order: newestFirst('day', ({ day }) => day),
}
