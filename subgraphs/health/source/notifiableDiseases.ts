import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { day, id, text, whole } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'

/** The true numbers of one disease on one day: only the bureau's own field and `suppression.ts` may use them. */
export interface DiseaseDayRecord {
  readonly disease: string
  readonly icd10: string
  readonly name: TextValue
  readonly day: string
  /** In the order of `DISEASE_AREAS`. */
  readonly cases: readonly number[]
  readonly sample: boolean
}

/** The people of Cotai are counted in São Francisco Xavier, so it has no column. */
export const DISEASE_AREAS = [
  'fatima',
  'santo-antonio',
  'sao-lazaro',
  'se',
  'sao-lourenco',
  'carmo',
  'sao-francisco',
] as const

export const notifiableDiseases: FeedDescriptor<DiseaseDayRecord> = {
  id: 'ssm-notifiable-diseases',
  title: {
    zh: '法定申報疾病病例',
    pt: 'Casos de doenças de declaração obrigatória',
    en: 'Cases of notifiable diseases',
  },
  intervalSeconds: 86_400,
  confidential: 'values',
  bundled: {
    url: new URL('subgraphs/health/data/notifiable-diseases.csv', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  limits: { floor: 7, mayLose: 0.5 },
  module: import.meta.url,
  parse: parseDiseases,
}

const COLUMNS = ['disease', 'icd10', 'name_zh', 'name_pt', 'name_en', 'day', ...DISEASE_AREAS, 'sample']

function parseDiseases({ body }: FeedDocument): ParsedFeed<DiseaseDayRecord> {
  return readRecords(parseCsvDocument(body, COLUMNS), {
    namedBy: ['disease', 'day'],
    parse: (record) => ({
      disease: record.required('disease', id),
      icd10: record.required('icd10', text),
      name: record.name('name_zh', 'name_pt', 'name_en'),
      day: record.required('day', day),
      // All or none, so that no sum is too small.
      cases: DISEASE_AREAS.map((area) => record.required(area, whole)),
      sample: record.sample('sample'),
    }),
    keyOf: ({ disease, day }) => `${disease} ${day}`,
  })
}
