import type { FeedDescriptor } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { day, id, wordOf } from '../../_kit/fieldTypes.ts'
import { groupBy } from '../../_kit/loader.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import { ComplaintState, ComplaintSubject } from '../codes.ts'
import { bundled, DAY_SECONDS } from './part.ts'

export interface ComplaintRecord {
  readonly id: string
  readonly establishment: string
  readonly receivedOn: string
  readonly subject: ComplaintSubject
  readonly state: ComplaintState
  readonly sample: boolean
}

export interface ComplaintView {
  /** Of each establishment, newest first. */
  readonly byEstablishment: ReadonlyMap<string, readonly ComplaintRecord[]>
}

export const complaintsFeed: FeedDescriptor<ComplaintRecord> = {
  id: 'mgto-complaints',
  title: {
    zh: '對場所的投訴(樣本)',
    pt: 'Reclamações sobre estabelecimentos (amostra)',
    en: 'Complaints about establishments (sample)',
  },
  intervalSeconds: DAY_SECONDS,
  confidential: 'records',
  bundled: bundled('complaints.json'),
  limits: { floor: 1, mayLose: 0.5 },
  module: import.meta.url,
  parse: ({ body }) =>
    readRecords(parseJsonList(body, 'complaints'), {
      namedBy: ['id'],
      parse: parseComplaint,
      keyOf: ({ id }) => id,
    }),
}

export function buildComplaintView(all: readonly ComplaintRecord[]): ComplaintView {
  const newestFirst = all.toSorted((a, b) => b.receivedOn.localeCompare(a.receivedOn))
  return { byEstablishment: groupBy(newestFirst, ({ establishment }) => establishment) }
}

const SUBJECT = wordOf(ComplaintSubject)
const STATE = wordOf(ComplaintState)

function parseComplaint(record: RecordReader): ComplaintRecord {
  return {
    id: record.required('id', id),
    establishment: record.required('establishment', id),
    receivedOn: record.required('received_on', day),
    subject: record.required('subject', SUBJECT),
    state: record.required('state', STATE),
    sample: record.sample('sample'),
  }
}
