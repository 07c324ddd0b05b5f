import type { TextValue } from '../../_kit/text.ts'
import { readDay, readFlag, readLanguages, readText } from './row.ts'
import { newestFirst, type Grouping, type Table, type TableRecord } from './table.ts'

export interface ProgrammeRecord extends TableRecord {
  readonly event: string
  readonly embargoedUntil: string
  readonly programme: TextValue
  readonly sample: boolean
}

export const eventProgrammes: Table<ProgrammeRecord> = {
  name: 'event_programmes',
  feedId: 'icm-event-programmes',
  confidential: 'records',
  title: {
    zh: '活動節目(新聞發佈前)',
    pt: 'Programas de eventos (antes da divulgação)',
    en: 'Programmes of events (before release)',
  },
  file: 'event-programmes.csv',
  columns: ['id', 'event_id', 'embargoed_until', 'programme_zh', 'programme_pt', 'programme_en', 'sample'],
  parse: (row) => ({
    id: readText(row, 'id'),
    event: readText(row, 'event_id'),
    embargoedUntil: readDay(row, 'embargoed_until'),
    programme: readLanguages(row, 'programme'),
    sample: readFlag(row, 'sample'),
  }),
}

export const PROGRAMMES_BY_EVENT: Grouping<ProgrammeRecord> = {
  column: 'event_id',
  of: ({ event }) => event,
  order: newestFirst('embargoed_until', ({ embargoedUntil }) => embargoedUntil),
}
