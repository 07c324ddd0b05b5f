import { formatDateTime } from '../../../schema/scalars.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { packageRoot } from '../../../kit/root.ts'
import { parseCsvRecords, readFlag, readInstant, readText, type Row } from './row.ts'

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
  parse: parseRosters,
}

const COLUMNS = ['facility_id', 'unit', 'staff_code', 'role', 'starts_at', 'ends_at', 'sample']

function parseRosters({ body }: FeedDocument): ParsedFeed<ShiftRecord> {
  return parseCsvRecords(body, COLUMNS, parseShift)
}

function parseShift(row: Row): ShiftRecord {
  return {
    facility: readText(row, 'facility_id'),
    unit: readText(row, 'unit'),
    staffCode: readText(row, 'staff_code'),
    role: readText(row, 'role'),
    startsAt: formatDateTime(readInstant(row, 'starts_at')),
    endsAt: formatDateTime(readInstant(row, 'ends_at')),
    sample: readFlag(row, 'sample'),
  }
}
