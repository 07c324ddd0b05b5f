import { Confidence } from '../../_kit/confidence.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { id, listOf, text, wordOf } from '../../_kit/fieldTypes.ts'
import { createOpeningHours, parseOpeningHours, type OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'

export interface ParkRecord {
  readonly id: string
  readonly name: TextValue
  readonly address: TextValue
  readonly openingHours: OpeningHoursValue | null
  readonly place: PlaceValue | null
  /** The ids of the public toilets inside. */
  readonly toilets: readonly string[]
  readonly confidence: Confidence
  readonly basis: string
}

export const parks: FeedDescriptor<ParkRecord> = {
  id: 'iam-parks',
  title: { zh: '設有公廁的公園', pt: 'Parques com sanitários públicos', en: 'Parks with public toilets' },
  intervalSeconds: 86_400,
  bundled: bundledFile('parks.json'),
  limits: { floor: 20, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseParks,
}

const TOILETS = listOf(id)
const CONFIDENCE = wordOf(Confidence)

/** Our interchange form: the bureau's own list of parks has not been seen. */
function parseParks({ body }: FeedDocument): ParsedFeed<ParkRecord> {
  return readRecords(parseJsonList(body, 'parks'), {
    namedBy: ['id'],
    parse: (record) => ({
      id: record.required('id', id),
      name: record.name('name_zh', 'name_pt', 'name_en'),
      address: record.texts('address_zh', 'address_pt', null),
      openingHours: readRules(record),
      place: record.place('lat', 'lng'),
      toilets: record.optional('toilets', TOILETS) ?? [],
      confidence: record.required('confidence', CONFIDENCE),
      basis: record.required('basis', text),
    }),
    keyOf: ({ id }) => id,
  })
}

function readRules(record: RecordReader): OpeningHoursValue | null {
  const stated = record.optional('opening_hours', text)
  return stated === null ? null : (parseOpeningHours(stated) ?? createOpeningHours(stated, null))
}
