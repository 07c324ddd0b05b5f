import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { isRecord, parseXmlDocument } from '../../_kit/feedFormats.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import type { TextValue } from '../../_kit/text.ts'
import { dropCopiedEnglish, remarkOnCopiedEnglish, type CheckedName } from '../copiedEnglish.ts'
import { bundledFile } from './bundled.ts'
import {
  readDecimalOrNull,
  readName,
  readPlace,
  readSample,
  readText,
  readTextOrNull,
  type Row,
} from './fields.ts'
import { parseRecords } from './parseRecords.ts'

export interface CarParkRecord {
  readonly id: string
  readonly name: TextValue
  readonly place: PlaceValue | null
  readonly heightLimitMetres: number | null
  readonly tariff: readonly TariffRecord[]
  readonly sample: boolean
}

export interface TariffRecord {
  readonly appliesTo: TariffSubject
  readonly text: TextValue
}

export enum TariffSubject {
  LIGHT_VEHICLES = 'LIGHT_VEHICLES',
  HEAVY_VEHICLES = 'HEAVY_VEHICLES',
  MOTORCYCLES = 'MOTORCYCLES',
  REMARK = 'REMARK',
}

/** The master data of the car parks, daily; what changes within the day is in the live feed. */
export function createCarParkDetailFeed(surroundings: FeedSurroundings): Feed<CarParkRecord> {
  return createFeed(
    {
      id: 'dsat-carpark-detail',
      title: {
        zh: '公共停車場資料',
        pt: 'Dados dos parques de estacionamento públicos',
        en: 'Public car parks',
      },
      intervalSeconds: 86_400,
      bundled: bundledFile('dsat-carpark-detail.xml'),
      parse: parseCarParkDetail,
    },
    surroundings,
  )
}

export function parseCarParkDetail({ body }: FeedDocument): ParsedFeed<CarParkRecord> {
  const checked: CheckedName[] = []
  const parsed = parseRecords(
    readCarParkRows(body),
    (row) => String(row.CP_ID ?? ''),
    (row) => {
      const name = dropCopiedEnglish(readName(row, 'NameC', 'NameP', 'NameE'))
      const record = parseCarPark(row, name.name)
      checked.push(name)
      return record
    },
    ({ id }) => id,
  )
  return { ...parsed, remarks: remarkOnCopiedEnglish(checked) }
}

/** The rows of both car park documents: `<CarPark><Car_park_info …/></CarPark>`, all in attributes. */
export function readCarParkRows(body: string): readonly Row[] {
  const { Car_park_info: rows } = parseXmlDocument(body, 'CarPark', ['Car_park_info'])
  return Array.isArray(rows) ? rows.filter(isRecord) : []
}

function parseCarPark(row: Row, name: TextValue): CarParkRecord {
  return {
    id: readText(row, 'CP_ID'),
    name,
    // The source calls the latitude X and the longitude Y.
    place: readPlace(row, 'X_coords', 'Y_coords'),
    heightLimitMetres: readDecimalOrNull(row, 'height'),
    tariff: [
      ...readTariff(row, 'Lcar_price', TariffSubject.LIGHT_VEHICLES),
      ...readTariff(row, 'Hcar_price', TariffSubject.HEAVY_VEHICLES),
      ...readTariff(row, 'moto_price', TariffSubject.MOTORCYCLES),
      ...readTariff(row, 'remark_price', TariffSubject.REMARK),
    ],
    sample: readSample(row, 'sample'),
  }
}

function readTariff(row: Row, field: string, appliesTo: TariffSubject): readonly TariffRecord[] {
  const text = {
    zh: readLines(row, `${field}_C`),
    pt: readLines(row, `${field}_P`),
    en: readLines(row, `${field}_E`),
  }
  return text.zh || text.pt || text.en ? [{ appliesTo, text }] : []
}

/** The source joins lines by "##", sometimes with one more at the end. */
function readLines(row: Row, field: string): string | null {
  const text = readTextOrNull(row, field)
  if (text === null) return null
  const lines = text.split('##').map((line) => line.trim())
  return lines.filter((line) => line !== '').join('\n') || null
}
