import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { flag } from '../../_kit/fieldTypes.ts'
import type { OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'
import { parseJsonRows, splitLocation } from './jsonRows.ts'
import { readOpeningHours, remarkOnHours } from './openingHours.ts'

export interface PublicToiletRecord {
  readonly id: string
  readonly name: TextValue
  readonly address: TextValue
  readonly openingHours: OpeningHoursValue | null
  readonly isAccessible: boolean | null
  readonly hasFamilyCubicle: boolean | null
  readonly isTemporarilyClosed: boolean | null
  readonly place: PlaceValue | null
}

export const publicToilets: FeedDescriptor<PublicToiletRecord> = {
  id: 'iam-public-toilets',
  title: { zh: '公共廁所', pt: 'Sanitários públicos', en: 'Public toilets' },
  intervalSeconds: 86_400,
  bundled: bundledFile('toliet.json'),
  limits: { floor: 150, mayLose: 0.2 },
  module: import.meta.url,
  parse: parsePublicToilets,
  // So spelt in the archive that the portal offers.
  member: /toliet\.json$/,
}

function parsePublicToilets({ body }: FeedDocument): ParsedFeed<PublicToiletRecord> {
  const parsed = readRecords(parseJsonRows(body).map(splitLocation), {
    namedBy: ['nameZh'],
    parse: parsePublicToilet,
    keyOf: ({ id }) => id,
    ignores: [
      ...inLanguages('tel', 'photo'),
      'photo',
      // The Chinese words alone are read: the others say the same.
      'openHourPt',
      'openHourEn',
      ...['name', 'address', 'tel', 'openHour'].map((field) => `${field}Cn`),
    ],
  })
  return { ...parsed, remarks: remarkOnHours(parsed.records) }
}

function inLanguages(...fields: readonly string[]): readonly string[] {
  return fields.flatMap((field) => ['Zh', 'Pt', 'En'].map((language) => `${field}${language}`))
}

function parsePublicToilet(record: RecordReader): PublicToiletRecord {
  const names = record.name('nameZh', 'namePt', 'nameEn')
  const id =
    findCode(names) ??
    record.reject('nameZh', 'a name that begins with the code of the toilet, such as "M35"')
  return {
    id,
    name: { zh: withoutCode(names.zh), pt: withoutCode(names.pt), en: withoutCode(names.en) },
    address: record.texts('addressZh', 'addressPt', 'addressEn'),
    openingHours: readOpeningHours(record, 'openHourZh'),
    isAccessible: record.optional('hasDwc', flag),
    hasFamilyCubicle: record.optional('hasFwc', flag),
    isTemporarilyClosed: record.optional('tempClose', flag),
    place: record.place('location.lat', 'location.lng'),
  }
}

/** The code stands before the name, with a blank between them or without: "AM01 食品資訊站", "M35文化中心廣場公廁". */
const CODE = /^([A-Z]{1,3}\d{1,3})\s*/

function findCode({ zh, pt, en }: TextValue): string | undefined {
  return [zh, pt, en].flatMap((name) => CODE.exec(name ?? '')?.[1] ?? [])[0]
}

function withoutCode(name: string | null): string | null {
  return name?.replace(CODE, '') || null
}
