import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { packageRoot } from '../../../kit/root.ts'
import { parseCsvRecords, readDay, readFlag, readText, type Row } from './row.ts'

export interface InspectionRecord {
  readonly pharmacy: string
  readonly id: string
  readonly inspectedOn: string
  readonly finding: string
  readonly severity: string
  readonly decisionIsFinal: boolean
  readonly sample: boolean
}

export const inspections: FeedDescriptor<InspectionRecord> = {
  id: 'isaf-inspections',
  title: { zh: '藥房巡查結果', pt: 'Resultados das inspecções a farmácias', en: 'Inspections of pharmacies' },
  intervalSeconds: 86_400,
  confidential: 'records',
  bundled: {
    url: new URL('subgraphs/health/data/pharmacy-inspections.csv', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  parse: parseInspections,
}

const COLUMNS = [
  'pharmacy_id',
  'inspection_id',
  'inspected_on',
  'finding',
  'severity',
  'decision_final',
  'sample',
]

function parseInspections({ body }: FeedDocument): ParsedFeed<InspectionRecord> {
  return parseCsvRecords(body, COLUMNS, parseInspection)
}

function parseInspection(row: Row): InspectionRecord {
  return {
    pharmacy: readText(row, 'pharmacy_id'),
    id: readText(row, 'inspection_id'),
    inspectedOn: readDay(row, 'inspected_on'),
    finding: readText(row, 'finding'),
    severity: readText(row, 'severity'),
    decisionIsFinal: readFlag(row, 'decision_final'),
    sample: readFlag(row, 'sample'),
  }
}
