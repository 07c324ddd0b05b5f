import { isRecord } from '../../../kit/isRecord.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseXmlList } from '../../_kit/feedFormats.ts'
import { flag, id, text, wholeUpTo } from '../../_kit/fieldTypes.ts'
import { groupBy, indexBy } from '../../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../../_kit/nearby.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { parseStarClass, type StarClass } from '../starClasses.ts'
import { bundled, DAY_SECONDS } from './part.ts'

export interface HotelRecord {
  readonly id: string
  readonly name: TextValue
  readonly address: TextValue | null
  /** The class as the register words it. */
  readonly className: string
  readonly starClass: StarClass | null
  readonly stars: number | null
  readonly roomsLicensed: number | null
  readonly roomsAreApproximate: boolean
  readonly isGreenHotel: boolean | null
  readonly place: PlaceValue | null
  readonly placeIsApproximate: boolean | null
  readonly area: string | null
}

export interface HotelView {
  readonly all: readonly HotelRecord[]
  readonly byId: ReadonlyMap<string, HotelRecord>
  readonly byArea: ReadonlyMap<string | null, readonly HotelRecord[]>
  readonly near: NearbyIndex<HotelRecord>
}

export const hotelsFeed: FeedDescriptor<HotelRecord> = {
  id: 'mgto-hotels',
  title: { zh: '酒店場所', pt: 'Estabelecimentos hoteleiros', en: 'Hotel establishments' },
  intervalSeconds: DAY_SECONDS,
  bundled: bundled('dst_hotel.xml'),
  limits: { floor: 20, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseHotels,
}

export function buildHotelView(all: readonly HotelRecord[]): HotelView {
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    byArea: groupBy(all, ({ area }) => area),
    near: createNearbyIndex(all, ({ place }) => place),
  }
}

function parseHotels({ body }: FeedDocument): ParsedFeed<HotelRecord> {
  const { items, remarks } = parseXmlList(body, 'mgto', 'hotel')
  const parsed = readRecords(items.map(readElements), {
    namedBy: ['id'],
    parse: parseHotel,
    keyOf: ({ id }) => id,
    ignores: ['name_cn', 'address_cn', 'classname_cn', 'longitude@approximate'],
  })
  return { ...parsed, remarks: [...remarks, ...remarksOn(parsed.records)] }
}

/** An element's text under its name and its attributes under "name@attribute". */
function readElements(hotel: unknown): unknown {
  if (!isRecord(hotel)) return hotel
  const row = new Map<string, unknown>()
  for (const [name, value] of Object.entries(hotel)) {
    row.set(name, isRecord(value) ? (value['#text'] ?? '') : value)
    if (!isRecord(value)) continue
    for (const [attribute, content] of Object.entries(value))
      if (attribute !== '#text') row.set(`${name}@${attribute}`, content)
  }
  return Object.fromEntries(row)
}

const ROOMS = wholeUpTo(5, 'a whole number or nothing')

/** The endpoints of this bureau differ in the suffix of Chinese: `_zh` or `_cn`. */
function parseHotel(record: RecordReader): HotelRecord {
  const name = record.texts('name_zh', 'name_pt', 'name_en')
  const address = record.texts('address_zh', 'address_pt', 'address_en')
  const zh = name.zh ?? record.optional('name_cn', text)
  if (!(zh ?? name.pt ?? name.en)) record.reject('name_zh', 'a name in at least one language')
  const className = record.optional('classname_zh', text) ?? record.optional('classname_cn', text) ?? ''
  const classOfStars = parseStarClass(className)
  const place = record.place('latitude', 'longitude')
  const placeIsApproximate = record.optional('latitude@approximate', flag) ?? false
  return {
    id: record.required('id', id),
    name: { ...name, zh },
    address: textOrNull({ ...address, zh: address.zh ?? record.optional('address_cn', text) }),
    className,
    starClass: record.raw('classname_zh@deluxe') === undefined ? (classOfStars?.starClass ?? null) : null,
    stars: classOfStars?.stars ?? null,
    roomsLicensed: record.optional('room_no', ROOMS),
    roomsAreApproximate: record.optional('room_no@approximate', flag) ?? false,
    isGreenHotel: record.optional('green_hotel', flag),
    place,
    placeIsApproximate: place && placeIsApproximate,
    area: record.optional('parish', id),
  }
}

function textOrNull(text: TextValue): TextValue | null {
  return (text.zh ?? text.pt ?? text.en) ? text : null
}

function remarksOn(hotels: readonly HotelRecord[]): readonly string[] {
  const unknown = hotels.filter(({ className }) => parseStarClass(className) === null)
  const undecided = hotels.filter(({ stars, starClass }) => stars !== null && starClass === null)
  return [
    ...countRemark(unknown.length, 'Class not known here, published without stars'),
    ...countRemark(undecided.length, 'Five stars without word of deluxe, class published as null'),
  ]
}

function countRemark(count: number, finding: string): readonly string[] {
  return count === 0 ? [] : [`${finding}: ${count} hotels.`]
}
