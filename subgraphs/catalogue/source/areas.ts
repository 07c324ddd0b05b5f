import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { codeOf, decimal, id, listOf, text, whole, wordOf, type FieldType } from '../../_kit/fieldTypes.ts'
import type { Position } from '../../_kit/place.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { Confidence } from '../../_kit/confidence.ts'
import type { Boundary } from '../boundary.ts'
import { AdministrativeAreaKind } from '../schema/administrativeArea.ts'

export interface AreaRecord {
  readonly id: string
  readonly name: TextValue
  readonly otherNames: readonly string[]
  readonly kind: AdministrativeAreaKind
  readonly parentId: string | null
  readonly population: number | null
  readonly populationNote: string | null
  readonly landAreaKm2: number | null
  readonly boundingBox: BoundingBoxRecord | null
  /** Where its boundary runs; null where no bureau has given it. */
  readonly boundary: Boundary | null
  readonly note: string | null
  readonly confidence: Confidence
}

interface BoundingBoxRecord {
  readonly south: number
  readonly west: number
  readonly north: number
  readonly east: number
  readonly approximate: boolean
}

export const areas: FeedDescriptor<AreaRecord> = {
  id: 'dsec-areas',
  title: {
    zh: '堂區及統計分區',
    pt: 'Freguesias e zonas estatísticas',
    en: 'Parishes and statistical districts',
  },
  intervalSeconds: 86_400,
  bundled: {
    url: new URL('subgraphs/catalogue/data/dsec-areas.json', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  limits: { floor: 24, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseAreas,
}

const KIND = codeOf(
  new Map([
    ['parish', AdministrativeAreaKind.PARISH],
    ['reclamation', AdministrativeAreaKind.RECLAMATION_AREA],
    ['special_zone', AdministrativeAreaKind.SPECIAL_ZONE],
    ['statistical_district', AdministrativeAreaKind.STATISTICAL_DISTRICT],
  ]),
)
const CONFIDENCE = wordOf(Confidence)
const NAMES = listOf(text)
const NUMBERS = listOf(decimal)

/** A list of west, south, east and north. */
const BOUNDING_BOX: FieldType<BoundingBoxRecord> = {
  expected: 'west, south, east, north',
  read(value) {
    const [west, south, east, north, ...rest] = NUMBERS.read(value) ?? []
    if (west === undefined || south === undefined || east === undefined || north === undefined)
      return undefined
    return rest.length === 0 && west <= east && south <= north
      ? { south, west, north, east, approximate: true }
      : undefined
  },
}

/** The `coordinates` of a MultiPolygon in GeoJSON: longitude first, each ring closed. */
const BOUNDARY: FieldType<Boundary> = {
  expected: 'the coordinates of a GeoJSON MultiPolygon, each ring of four positions or more and closed',
  read: (value) => POLYGONS.read(value),
}

const POSITION: FieldType<Position> = {
  expected: 'longitude and latitude',
  read(value) {
    const [lng, lat, ...rest] = NUMBERS.read(value) ?? []
    return lng === undefined || lat === undefined || rest.length > 0 ? undefined : { lat, lng }
  },
}

const RING: FieldType<readonly Position[]> = {
  expected: 'a closed ring',
  read(value) {
    const ring = listOf(POSITION).read(value) ?? []
    const [first, last] = [ring[0], ring.at(-1)]
    return ring.length >= 4 && first?.lat === last?.lat && first?.lng === last?.lng ? ring : undefined
  },
}

const POLYGONS = listOf(listOf(RING))

function parseAreas({ body }: FeedDocument): ParsedFeed<AreaRecord> {
  return readRecords(parseJsonList(body, 'areas'), {
    namedBy: ['id'],
    parse: parseArea,
    keyOf: ({ id }) => id,
  })
}

function parseArea(record: RecordReader): AreaRecord {
  return {
    id: record.required('id', id),
    name: record.texts('name_zh', 'name_pt', 'name_en'),
    otherNames: record.optional('other_names_zh', NAMES) ?? [],
    kind: record.required('kind', KIND),
    parentId: record.optional('parent', id),
    population: record.optional('population_2021', whole),
    populationNote: record.optional('population_note', text),
    landAreaKm2: record.optional('land_area_km2_2021', decimal),
    boundingBox: record.optional('bbox_lonlat_approx', BOUNDING_BOX),
    boundary: record.optional('boundary', BOUNDARY),
    note: record.optional('note', text),
    confidence: record.required('confidence', CONFIDENCE),
  }
}
