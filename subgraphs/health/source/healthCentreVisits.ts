import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { id, whole, wordOf, yearMonth } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { DiagnosisGroup } from '../schema/codes.ts'

/** The true number of visits: only `suppression.ts` may turn it into an answer. */
export interface VisitRecord {
  readonly facility: string
  readonly month: string
  /** The id of the statistical district in which the visitors live. */
  readonly district: string
  readonly diagnosisGroup: DiagnosisGroup
  readonly visits: number
  readonly sample: boolean
}

export const healthCentreVisits: FeedDescriptor<VisitRecord> = {
  id: 'ssm-health-centre-visits',
  title: {
    zh: '衛生中心就診人次（按統計分區及診斷組別）',
    pt: 'Consultas nos centros de saúde por subsecção estatística e grupo de diagnóstico',
    en: 'Visits to health centres by statistical district and diagnosis group',
  },
  intervalSeconds: 86_400,
  confidential: 'records',
  bundled: {
    url: new URL('subgraphs/health/data/health-centre-visits.csv', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  limits: { floor: 90, mayLose: 0.3 },
  module: import.meta.url,
  parse: parseVisits,
}

const COLUMNS = ['facility_id', 'month', 'statistical_district', 'diagnosis_group', 'visits', 'sample']
const GROUP = wordOf(DiagnosisGroup, '-')

function parseVisits({ body }: FeedDocument): ParsedFeed<VisitRecord> {
  return readRecords(parseCsvDocument(body, COLUMNS), {
    namedBy: ['facility_id', 'month', 'statistical_district', 'diagnosis_group'],
    parse: (record) => ({
      facility: record.required('facility_id', id),
      month: record.required('month', yearMonth),
      district: record.required('statistical_district', id),
      diagnosisGroup: record.required('diagnosis_group', GROUP),
      visits: record.required('visits', whole),
      sample: record.sample('sample'),
    }),
    keyOf: ({ facility, month, district, diagnosisGroup }) =>
      `${facility} ${month} ${district} ${diagnosisGroup}`,
  })
}
