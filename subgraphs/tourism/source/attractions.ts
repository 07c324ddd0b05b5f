import { z } from 'zod'
import type { FeedDescriptor } from '../../_kit/feed.ts'
import { groupBy, indexBy } from '../../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../../_kit/nearby.ts'
import { placeOrNull, type PlaceValue } from '../../_kit/place.ts'
import type { TextValue } from '../../_kit/text.ts'
import { AttractionCategory } from '../codes.ts'
import { bundled, DAY_SECONDS } from './part.ts'
import {
  enumWord,
  latitude,
  longitude,
  optionalText,
  parseJsonList,
  parseRecords,
  requiredText,
} from './records.ts'

export interface AttractionRecord {
  readonly id: string
  readonly name: TextValue
  readonly category: AttractionCategory
  readonly feeMop: number | null
  readonly note: string | null
  readonly heritage: HeritageKey | null
  readonly classifiedCode: string | null
  readonly place: PlaceValue | null
  readonly placeIsApproximate: boolean | null
  readonly area: string | null
}

/** What an attraction is in the culture bureau's registers. */
export interface HeritageKey {
  readonly kind: 'Monument' | 'Museum'
  readonly id: string
}

export interface AttractionView {
  readonly all: readonly AttractionRecord[]
  readonly byId: ReadonlyMap<string, AttractionRecord>
  readonly byArea: ReadonlyMap<string | null, readonly AttractionRecord[]>
  readonly near: NearbyIndex<AttractionRecord>
}

export const attractionsFeed: FeedDescriptor<AttractionRecord> = {
  id: 'mgto-attractions',
  title: { zh: '旅遊景點', pt: 'Atracções turísticas', en: 'Attractions' },
  intervalSeconds: DAY_SECONDS,
  bundled: bundled('attractions.json'),
  parse: ({ body }) => parseRecords(parseJsonList(body, 'attractions'), attraction, ({ id }) => id),
}

export function buildAttractionView(all: readonly AttractionRecord[]): AttractionView {
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    byArea: groupBy(all, ({ area }) => area),
    near: createNearbyIndex(all, ({ place }) => place),
  }
}

const attraction = z
  .object({
    id: requiredText,
    name_zh: optionalText,
    name_pt: optionalText,
    name_en: optionalText,
    category: enumWord(AttractionCategory),
    parish: optionalText,
    latitude,
    longitude,
    coordinate_is_approximate: z.boolean('true or false'),
    fee_mop: z.int('whole patacas or null').min(0, 'whole patacas or null').nullable(),
    note: optionalText,
    monument: optionalText,
    museum: optionalText,
    classified_code: optionalText,
  })
  .transform((row): AttractionRecord => {
    const place = placeOrNull(row.latitude, row.longitude)
    return {
      id: row.id,
      name: { zh: row.name_zh, pt: row.name_pt, en: row.name_en },
      category: row.category,
      feeMop: row.fee_mop,
      note: row.note,
      heritage: heritageKey(row.monument, row.museum),
      classifiedCode: row.classified_code,
      place,
      placeIsApproximate: place && row.coordinate_is_approximate,
      area: row.parish,
    }
  })

function heritageKey(monument: string | null, museum: string | null): HeritageKey | null {
  if (monument) return { kind: 'Monument', id: monument }
  return museum ? { kind: 'Museum', id: museum } : null
}
