import { day, id, text } from '../../_kit/fieldTypes.ts'
import { dayIn, orderKey, type Grouping, type Table, type TableRecord } from './table.ts'

export interface LoanRecord extends TableRecord {
  readonly library: string
  readonly member: string
  readonly title: string
  readonly lentOn: string
  readonly dueOn: string
  readonly returnedOn: string | null
  readonly sample: boolean
}

export const libraryLoans: Table<LoanRecord> = {
  name: 'library_loans',
  feedId: 'icm-library-loans',
  confidential: 'records',
  title: {
    zh: '圖書館借閱紀錄',
    pt: 'Empréstimos das bibliotecas',
    en: 'Loans of libraries',
  },
  file: 'library-loans.csv',
  columns: ['id', 'library_id', 'member', 'title', 'lent_on', 'due_on', 'returned_on', 'sample'],
  limits: { floor: 1, mayLose: null },
  parse: (record) => ({
    id: record.required('id', id),
    library: record.required('library_id', id),
    member: record.required('member', text),
    title: record.required('title', text),
    lentOn: record.required('lent_on', day),
    dueOn: record.required('due_on', day),
    returnedOn: record.optional('returned_on', day),
    sample: record.sample('sample'),
  }),
}

export const LOANS_BY_LIBRARY: Grouping<LoanRecord> = {
  column: 'library_id',
  of: ({ library }) => library,
  order: {
    keys: [
      orderKey(
        dayIn('lent_on', ({ lentOn }) => lentOn),
        'DESC',
      ),
    ],
    idDirection: 'ASC',
  },
}
