import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import type { TextValue } from '../../_kit/text.ts'
import { packageRoot } from '../../../kit/root.ts'
import { parseCsvRecords, readFlag, readText, readTextOrNull, type Row } from './row.ts'

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
]

function parseDoctors({ body }: FeedDocument): ParsedFeed<DoctorRecord> {
  return parseCsvRecords(body, [...COLUMNS, 'sample'], parseDoctor)
}

function parseDoctor(row: Row): DoctorRecord {
  return {
    id: readText(row, 'id'),
    code: readText(row, 'code'),
    specialty: {
      zh: readText(row, 'specialty_zh'),
      pt: readTextOrNull(row, 'specialty_pt'),
      en: readTextOrNull(row, 'specialty_en'),
    },
    facility: readTextOrNull(row, 'facility_id'),
    licenceNumber: readText(row, 'licence_number'),
    sample: readFlag(row, 'sample'),
  }
}
