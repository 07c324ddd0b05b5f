import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { flag, id, listOf, text, whole, wordOf } from '../../_kit/fieldTypes.ts'
import { groupBy, indexBy } from '../../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../../_kit/nearby.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { AttractionCategory } from '../codes.ts'
import { bundled, DAY_SECONDS } from './part.ts'

export interface AttractionRecord {
  readonly id: string
  readonly name: TextValue
  readonly otherNames: readonly string[]
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
  limits: { floor: 40, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseAttractions,
}

export function buildAttractionView(all: readonly AttractionRecord[]): AttractionView {
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    byArea: groupBy(all, ({ area }) => area),
    near: createNearbyIndex(all, ({ place }) => place),
  }
}

const NAMES = listOf(text)
const CATEGORY = wordOf(AttractionCategory)

function parseAttractions({ body }: FeedDocument): ParsedFeed<AttractionRecord> {
  return readRecords(parseJsonList(body, 'attractions'), {
    namedBy: ['id'],
    parse: parseAttraction,
    keyOf: ({ id }) => id,
  })
}

function parseAttraction(record: RecordReader): AttractionRecord {
  const place = record.place('latitude', 'longitude')
  const isApproximate = record.optional('coordinate_is_approximate', flag)
  return {
    id: record.required('id', id),
    name: record.name('name_zh', 'name_pt', 'name_en'),
    otherNames: record.optional('other_names', NAMES) ?? [],
    category: record.required('category', CATEGORY),
    feeMop: record.optional('fee_mop', whole),
    note: record.optional('note', text),
    heritage: heritageKey(record.optional('monument', id), record.optional('museum', id)),
    classifiedCode: record.optional('classified_code', id),
    place,
    placeIsApproximate: place && isApproximate,
    area: record.optional('parish', id),
  }
}

function heritageKey(monument: string | null, museum: string | null): HeritageKey | null {
  if (monument) return { kind: 'Monument', id: monument }
  return museum ? { kind: 'Museum', id: museum } : null
}
