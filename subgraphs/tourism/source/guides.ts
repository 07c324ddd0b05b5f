import { z } from 'zod'
import type { FeedDescriptor } from '../../_kit/feed.ts'
import { indexBy } from '../../_kit/loader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundled, DAY_SECONDS } from './part.ts'
import { optionalText, parseJsonList, parseRecords, requiredText } from './records.ts'

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
  parse: ({ body }) => parseRecords(parseJsonList(body, 'guides'), guide, ({ id }) => id),
}

export function buildGuideView(all: readonly GuideRecord[]): GuideView {
  return { all, byId: indexBy(all, ({ id }) => id) }
}

const language = z.string('a BCP 47 tag').regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})*$/, 'a BCP 47 tag')

const guide = z
  .object({
    id: requiredText,
    name_zh: optionalText,
    name_pt: optionalText,
    name_en: optionalText,
    licence_number: requiredText,
    languages: z.array(language, 'a list of languages'),
    licence_phone: optionalText,
    sample: z.boolean('true or false'),
  })
  .transform((row): GuideRecord => ({
    id: row.id,
    name: { zh: row.name_zh, pt: row.name_pt, en: row.name_en },
    licenceNumber: row.licence_number,
    languages: row.languages,
    licencePhone: row.licence_phone,
    sample: row.sample,
  }))
