import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import type { TextValue } from '../../_kit/text.ts'
import { packageRoot } from '../../../kit/root.ts'
import { parseCsvRecords, readCount, readDay, readFlag, readText, readTextOrNull, type Row } from './row.ts'

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
  parse: parseDiseases,
}

const COLUMNS = ['disease', 'icd10', 'name_zh', 'name_pt', 'name_en', 'day', ...DISEASE_AREAS, 'sample']

function parseDiseases({ body }: FeedDocument): ParsedFeed<DiseaseDayRecord> {
  return parseCsvRecords(body, COLUMNS, parseDiseaseDay)
}

function parseDiseaseDay(row: Row): DiseaseDayRecord {
  return {
    disease: readText(row, 'disease'),
    icd10: readText(row, 'icd10'),
    name: {
      zh: readText(row, 'name_zh'),
      pt: readTextOrNull(row, 'name_pt'),
      en: readTextOrNull(row, 'name_en'),
    },
    day: readDay(row, 'day'),
    cases: DISEASE_AREAS.map((area) => readCount(row, area)),
    sample: readFlag(row, 'sample'),
  }
}
