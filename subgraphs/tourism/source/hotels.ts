import { z } from 'zod'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { isRecord, parseXmlDocument } from '../../_kit/feedFormats.ts'
import { groupBy, indexBy } from '../../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../../_kit/nearby.ts'
import { placeOrNull, type PlaceValue } from '../../_kit/place.ts'
import type { TextValue } from '../../_kit/text.ts'
import { parseStarClass, type StarClass } from '../starClasses.ts'
import { bundled, DAY_SECONDS } from './part.ts'
import { latitude, longitude, optionalText, parseRecords, requiredText } from './records.ts'

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
  const { hotel } = parseXmlDocument(body, 'mgto', ['hotel'])
  const rows = (Array.isArray(hotel) ? hotel : []).map(readElements)
  const parsed = parseRecords(rows, hotelRow, ({ id }) => id)
  return { ...parsed, remarks: remarksOn(parsed.records) }
}

/** An element's text under its name and its attributes under "name@attribute". */
function readElements(hotel: unknown): Readonly<Record<string, unknown>> {
  const row = new Map<string, unknown>()
  for (const [name, value] of Object.entries(isRecord(hotel) ? hotel : {})) {
    row.set(name, isRecord(value) ? (value['#text'] ?? '') : value)
    if (!isRecord(value)) continue
    for (const [attribute, content] of Object.entries(value)) row.set(`${name}@${attribute}`, content)
  }
  return Object.fromEntries(row)
}

/** The endpoints of this bureau differ in the suffix of Chinese: `_zh` or `_cn`. */
const hotelRow = z
  .object({
    id: requiredText,
    name_zh: optionalText,
    name_cn: optionalText,
    name_pt: optionalText,
    name_en: optionalText,
    classname_zh: optionalText,
    classname_cn: optionalText,
    'classname_zh@deluxe': z.literal('unknown').optional(),
    address_zh: optionalText,
    address_cn: optionalText,
    address_pt: optionalText,
    address_en: optionalText,
    latitude,
    longitude,
    'latitude@approximate': optionalText,
    room_no: z
      .string('a whole number or nothing')
      .trim()
      .regex(/^\d{0,5}$/, 'a whole number or nothing')
      .transform((text) => (text === '' ? null : Number(text))),
    'room_no@approximate': optionalText,
    green_hotel: z.enum(['1', '0', ''], '"1", "0" or nothing').nullish(),
    parish: optionalText,
  })
  .refine((row) => row.name_zh ?? row.name_cn ?? row.name_pt ?? row.name_en, {
    path: ['name_zh'],
    error: 'a name in at least one language',
  })
  .transform((row): HotelRecord => {
    const className = row.classname_zh ?? row.classname_cn ?? ''
    const classOfStars = parseStarClass(className)
    const place = placeOrNull(row.latitude, row.longitude)
    return {
      id: row.id,
      name: { zh: row.name_zh ?? row.name_cn, pt: row.name_pt, en: row.name_en },
      address: textOrNull({ zh: row.address_zh ?? row.address_cn, pt: row.address_pt, en: row.address_en }),
      className,
      starClass: row['classname_zh@deluxe'] ? null : (classOfStars?.starClass ?? null),
      stars: classOfStars?.stars ?? null,
      roomsLicensed: row.room_no,
      roomsAreApproximate: row['room_no@approximate'] === '1',
      isGreenHotel: row.green_hotel ? row.green_hotel === '1' : null,
      place,
      placeIsApproximate: place && row['latitude@approximate'] === '1',
      area: row.parish,
    }
  })

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
