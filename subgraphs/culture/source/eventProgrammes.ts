import { day, id } from '../../_kit/fieldTypes.ts'
import type { TextValue } from '../../_kit/text.ts'
import { dayIn, orderKey, type Grouping, type Table, type TableRecord } from './table.ts'

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
  limits: { floor: 0, mayLose: null },
  parse: (record) => ({
    id: record.required('id', id),
    event: record.required('event_id', id),
    embargoedUntil: record.required('embargoed_until', day),
    programme: record.texts('programme_zh', 'programme_pt', 'programme_en'),
    sample: record.sample('sample'),
  }),
}

export const PROGRAMMES_BY_EVENT: Grouping<ProgrammeRecord> = {
  column: 'event_id',
  of: ({ event }) => event,
  order: {
    keys: [
      orderKey(
        dayIn('embargoed_until', ({ embargoedUntil }) => embargoedUntil),
        'DESC',
      ),
    ],
    idDirection: 'ASC',
  },
}
