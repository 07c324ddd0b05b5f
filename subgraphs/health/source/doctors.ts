import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { id, text } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'

export interface DoctorRecord {
  readonly id: string
  readonly code: string
  readonly specialty: TextValue
  readonly facility: string | null
  readonly licenceNumber: string
  readonly sample: boolean
}

export const doctors: FeedDescriptor<DoctorRecord> = {
  id: 'ssm-doctors',
  title: { zh: '醫生執照登記', pt: 'Registo de licenças de médicos', en: 'Register of licensed doctors' },
  intervalSeconds: 86_400,
  confidential: 'values',
  bundled: {
    url: new URL('subgraphs/health/data/doctors.csv', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  limits: { floor: 8, mayLose: 0.3 },
  module: import.meta.url,
  parse: parseDoctors,
}

const COLUMNS = [
  'id',
  'code',
  'specialty_zh',
  'specialty_pt',
  'specialty_en',
  'facility_id',
  'licence_number',
  'sample',
]

function parseDoctors({ body }: FeedDocument): ParsedFeed<DoctorRecord> {
  return readRecords(parseCsvDocument(body, COLUMNS), {
    namedBy: ['id'],
    parse: (record) => ({
      id: record.required('id', id),
      code: record.required('code', text),
      specialty: record.name('specialty_zh', 'specialty_pt', 'specialty_en'),
      facility: record.optional('facility_id', id),
      licenceNumber: record.required('licence_number', text),
      sample: record.sample('sample'),
    }),
    keyOf: ({ id }) => id,
  })
}
