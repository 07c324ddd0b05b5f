import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { id, isoTime, observed, text, whole } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'

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
  limits: { floor: 5, mayLose: 0.4 },
  module: import.meta.url,
  parse: parseBeds,
}

const COLUMNS = ['facility_id', 'ward', 'staffed', 'occupied', 'observed_at', 'sample']

function parseBeds(document: FeedDocument): ParsedFeed<BedRecord> {
  const time = observed(isoTime, document)
  return readRecords(parseCsvDocument(document.body, COLUMNS), {
    namedBy: ['facility_id', 'ward'],
    parse(record) {
      const staffed = record.required('staffed', whole)
      if (staffed === 0) record.reject('staffed', 'at least one bed')
      return {
        facility: record.required('facility_id', id),
        ward: record.required('ward', text),
        staffed,
        occupied: record.required('occupied', whole),
        observedAt: record.required('observed_at', time),
        sample: record.sample('sample'),
      }
    },
    keyOf: ({ facility, ward }) => `${facility} ${ward}`,
  })
}
