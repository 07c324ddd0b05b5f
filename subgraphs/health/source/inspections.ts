import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { day, flag, id, text } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'

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
  limits: { floor: 1, mayLose: 0.5 },
  module: import.meta.url,
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
  return readRecords(parseCsvDocument(body, COLUMNS), {
    namedBy: ['inspection_id'],
    parse: (record) => ({
      pharmacy: record.required('pharmacy_id', id),
      id: record.required('inspection_id', id),
      inspectedOn: record.required('inspected_on', day),
      finding: record.required('finding', text),
      severity: record.required('severity', text),
      decisionIsFinal: record.required('decision_final', flag),
      sample: record.sample('sample'),
    }),
    keyOf: ({ id }) => id,
  })
}
