import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { id, isoTime, text } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'

/** One shift of one member of staff, who is known by a code. */
export interface ShiftRecord {
  readonly facility: string
  readonly unit: string
  readonly staffCode: string
  readonly role: string
  readonly startsAt: string
  readonly endsAt: string
  readonly sample: boolean
}

export const staffRosters: FeedDescriptor<ShiftRecord> = {
  id: 'ssm-staff-rosters',
  title: { zh: '人員輪值表', pt: 'Escalas de pessoal', en: 'Staff rosters' },
  intervalSeconds: 86_400,
  confidential: 'records',
  bundled: {
    url: new URL('subgraphs/health/data/staff-rosters.csv', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  limits: { floor: 1, mayLose: null },
  module: import.meta.url,
  parse: parseRosters,
}

const COLUMNS = ['facility_id', 'unit', 'staff_code', 'role', 'starts_at', 'ends_at', 'sample']

function parseRosters({ body }: FeedDocument): ParsedFeed<ShiftRecord> {
  return readRecords(parseCsvDocument(body, COLUMNS), {
    namedBy: ['facility_id', 'staff_code', 'starts_at'],
    parse: (record) => ({
      facility: record.required('facility_id', id),
      unit: record.required('unit', text),
      staffCode: record.required('staff_code', id),
      role: record.required('role', text),
      startsAt: record.required('starts_at', isoTime),
      endsAt: record.required('ends_at', isoTime),
      sample: record.sample('sample'),
    }),
    keyOf: ({ facility, unit, staffCode, startsAt }) => `${facility} ${unit} ${staffCode} ${startsAt}`,
  })
}
