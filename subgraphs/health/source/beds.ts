import { formatDateTime } from '../../../schema/scalars.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { packageRoot } from '../../../kit/root.ts'
import { parseCsvRecords, readCount, readFlag, readInstant, readText, RecordError, type Row } from './row.ts'

export interface BedRecord {
  readonly facility: string
  readonly ward: string
  readonly staffed: number
  readonly occupied: number
  readonly observedAt: string
  readonly sample: boolean
}

export const beds: FeedDescriptor<BedRecord> = {
  id: 'ssm-beds',
  title: { zh: '病床使用情況', pt: 'Ocupação de camas', en: 'Bed occupancy' },
  intervalSeconds: 3600,
  confidential: 'records',
  types: ['BedOccupancy'],
  bundled: {
    url: new URL('subgraphs/health/data/beds.csv', packageRoot),
    recordedAt: '2026-11-22T08:00:00+08:00',
  },
  parse: parseBeds,
}

const COLUMNS = ['facility_id', 'ward', 'staffed', 'occupied', 'observed_at', 'sample']

function parseBeds({ body }: FeedDocument): ParsedFeed<BedRecord> {
  return parseCsvRecords(body, COLUMNS, parseBed)
}

function parseBed(row: Row): BedRecord {
  const staffed = readCount(row, 'staffed')
  if (staffed === 0) throw new RecordError('staffed', 'at least one bed', staffed)
  return {
    facility: readText(row, 'facility_id'),
    ward: readText(row, 'ward'),
    staffed,
    occupied: readCount(row, 'occupied'),
    observedAt: formatDateTime(readInstant(row, 'observed_at')),
    sample: readFlag(row, 'sample'),
  }
}
