import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseXmlList } from '../../_kit/feedFormats.ts'
import { decimal, id } from '../../_kit/fieldTypes.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { dropCopiedEnglish, remarkOnCopiedEnglish, type CheckedName } from '../copiedEnglish.ts'
import { bundledFile } from './bundled.ts'

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
export const carParkDetail: FeedDescriptor<CarParkRecord> = {
  id: 'dsat-carpark-detail',
  title: {
    zh: '公共停車場資料',
    pt: 'Dados dos parques de estacionamento públicos',
    en: 'Public car parks',
  },
  intervalSeconds: 86_400,
  bundled: bundledFile('dsat-carpark-detail.xml'),
  limits: { floor: 40, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseCarParkDetail,
}

/** All is in attributes: `<CarPark><Car_park_info …/></CarPark>`. */
export function parseCarParkDetail({ body }: FeedDocument): ParsedFeed<CarParkRecord> {
  const { items, remarks } = parseXmlList(body, 'CarPark', 'Car_park_info')
  const checked: CheckedName[] = []
  const parsed = readRecords(items, {
    namedBy: ['CP_ID'],
    parse(record) {
      const name = dropCopiedEnglish(record.name('NameC', 'NameP', 'NameE'))
      const carPark = parseCarPark(record, name.name)
      checked.push(name)
      return carPark
    },
    keyOf: ({ id }) => id,
    ignores: ['ContactNo', ...inLanguages('Location', 'CarParkEntry', 'zone_', 'subdistrict_')],
  })
  return { ...parsed, remarks: [...remarks, ...remarkOnCopiedEnglish(checked)] }
}

function inLanguages(...fields: readonly string[]): readonly string[] {
  return fields.flatMap((field) => ['C', 'P', 'E'].map((language) => `${field}${language}`))
}

function parseCarPark(record: RecordReader, name: TextValue): CarParkRecord {
  return {
    id: record.required('CP_ID', id),
    name,
    // The source calls the latitude X and the longitude Y.
    place: record.place('X_coords', 'Y_coords'),
    heightLimitMetres: record.optional('height', decimal),
    tariff: [
      ...readTariff(record, 'Lcar_price', TariffSubject.LIGHT_VEHICLES),
      ...readTariff(record, 'Hcar_price', TariffSubject.HEAVY_VEHICLES),
      ...readTariff(record, 'moto_price', TariffSubject.MOTORCYCLES),
      ...readTariff(record, 'remark_price', TariffSubject.REMARK),
    ],
    sample: record.sample('sample'),
  }
}

function readTariff(record: RecordReader, field: string, appliesTo: TariffSubject): readonly TariffRecord[] {
  const { zh, pt, en } = record.texts(`${field}_C`, `${field}_P`, `${field}_E`)
  const text = { zh: splitLines(zh), pt: splitLines(pt), en: splitLines(en) }
  return text.zh || text.pt || text.en ? [{ appliesTo, text }] : []
}

/** The source joins lines by "##", sometimes with one more at the end. */
function splitLines(text: string | null): string | null {
  const lines = (text ?? '').split('##').map((line) => line.trim())
  return lines.filter((line) => line !== '').join('\n') || null
}
