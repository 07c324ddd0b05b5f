import { z } from 'zod'
import type { FeedDescriptor } from '../../_kit/feed.ts'
import { groupBy } from '../../_kit/loader.ts'
import { ComplaintState, ComplaintSubject } from '../codes.ts'
import { bundled, DAY_SECONDS } from './part.ts'
import { enumWord, parseJsonList, parseRecords, requiredText } from './records.ts'

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
  parse: ({ body }) => parseRecords(parseJsonList(body, 'complaints'), complaint, ({ id }) => id),
}

export function buildComplaintView(all: readonly ComplaintRecord[]): ComplaintView {
  const newestFirst = all.toSorted((a, b) => b.receivedOn.localeCompare(a.receivedOn))
  return { byEstablishment: groupBy(newestFirst, ({ establishment }) => establishment) }
}

const complaint = z
  .object({
    id: requiredText,
    establishment: requiredText,
    received_on: z.iso.date('a day YYYY-MM-DD'),
    subject: enumWord(ComplaintSubject),
    state: enumWord(ComplaintState),
    sample: z.boolean('true or false'),
  })
  .transform((row): ComplaintRecord => ({
    id: row.id,
    establishment: row.establishment,
    receivedOn: row.received_on,
    subject: row.subject,
    state: row.state,
    sample: row.sample,
  }))
