import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { packageRoot } from '../../../kit/root.ts'
import { codesOf, DiagnosisGroup } from '../schema/codes.ts'
import { parseCsvRecords, readCode, readCount, readFlag, readMonth, readText, type Row } from './row.ts'

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
  parse: parseVisits,
}

const COLUMNS = ['facility_id', 'month', 'statistical_district', 'diagnosis_group', 'visits', 'sample']
const GROUPS = codesOf(DiagnosisGroup, '-')

function parseVisits({ body }: FeedDocument): ParsedFeed<VisitRecord> {
  return parseCsvRecords(body, COLUMNS, parseVisit)
}

function parseVisit(row: Row): VisitRecord {
  return {
    facility: readText(row, 'facility_id'),
    month: readMonth(row, 'month'),
    district: readText(row, 'statistical_district'),
    diagnosisGroup: readCode(row, 'diagnosis_group', GROUPS),
    visits: readCount(row, 'visits'),
    sample: readFlag(row, 'sample'),
  }
}
