import type { FeedDescriptor } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { id, idLike, listOf, text } from '../../_kit/fieldTypes.ts'
import { indexBy } from '../../_kit/loader.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundled, DAY_SECONDS } from './part.ts'

export interface GuideRecord {
  readonly id: string
  readonly name: TextValue
  readonly licenceNumber: string
  /** BCP 47 tags. */
  readonly languages: readonly string[]
  readonly licencePhone: string | null
  readonly sample: boolean
}

export interface GuideView {
  readonly all: readonly GuideRecord[]
  readonly byId: ReadonlyMap<string, GuideRecord>
}

export const guidesFeed: FeedDescriptor<GuideRecord> = {
  id: 'mgto-guides',
  title: { zh: '導遊(樣本)', pt: 'Guias turísticos (amostra)', en: 'Tourist guides (sample)' },
  intervalSeconds: DAY_SECONDS,
  confidential: 'values',
  bundled: bundled('guides.json'),
  limits: { floor: 8, mayLose: 0.3 },
  module: import.meta.url,
  parse: ({ body }) =>
    readRecords(parseJsonList(body, 'guides'), {
      namedBy: ['id'],
      parse: parseGuide,
      keyOf: ({ id }) => id,
    }),
}

export function buildGuideView(all: readonly GuideRecord[]): GuideView {
  return { all, byId: indexBy(all, ({ id }) => id) }
}

const LANGUAGES = listOf(idLike(/^[a-z]{2,3}(-[A-Za-z]{2,4})*$/, 'a BCP 47 tag'))

function parseGuide(record: RecordReader): GuideRecord {
  return {
    id: record.required('id', id),
    name: record.texts('name_zh', 'name_pt', 'name_en'),
    licenceNumber: record.required('licence_number', text),
    languages: record.required('languages', LANGUAGES),
    licencePhone: record.optional('licence_phone', text),
    sample: record.sample('sample'),
  }
}
