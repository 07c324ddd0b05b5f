import { readDay, readDayOrNull, readFlag, readText } from './row.ts'
import { newestFirst, type Grouping, type Table, type TableRecord } from './table.ts'

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
  parse: (row) => ({
    id: readText(row, 'id'),
    library: readText(row, 'library_id'),
    member: readText(row, 'member'),
    title: readText(row, 'title'),
    lentOn: readDay(row, 'lent_on'),
    dueOn: readDay(row, 'due_on'),
    returnedOn: readDayOrNull(row, 'returned_on'),
    sample: readFlag(row, 'sample'),
  }),
}

export const LOANS_BY_LIBRARY: Grouping<LoanRecord> = {
  column: 'library_id',
  of: ({ library }) => library,
  order: newestFirst('lent_on', ({ lentOn }) => lentOn),
}
