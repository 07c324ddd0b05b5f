import { digestAll } from '../../../kit/digest.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import type { OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'
import { parseJsonRows, splitLocation } from './jsonRows.ts'
import { readOpeningHours, remarkOnHours } from './openingHours.ts'

/** Who runs the machines: the municipal bureau, or the environmental one. */
export type DrinkingWaterOperator = 'IAM' | 'DSPA'

export interface DrinkingWaterRecord {
  readonly id: string
  readonly operator: DrinkingWaterOperator
  readonly name: TextValue
  readonly address: TextValue
  readonly openingHours: OpeningHoursValue | null
  readonly place: PlaceValue | null
}

export const iamDrinkingWater: FeedDescriptor<DrinkingWaterRecord> = {
  id: 'iam-drinking-water',
  title: { zh: '飲水機', pt: 'Bebedouros', en: 'Drinking water dispensers' },
  intervalSeconds: 86_400,
  bundled: bundledFile('facility_drink.json'),
  limits: { floor: 50, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseIamDrinkingWater,
}

export const dspaDrinkingWater: FeedDescriptor<DrinkingWaterRecord> = {
  id: 'dspa-drinking-water',
  title: {
    zh: '飲水設施位置清單',
    pt: 'Localização das instalações de água potável',
    en: 'Drinking water facilities',
  },
  intervalSeconds: 86_400,
  bundled: bundledFile('drinkingFountain.json'),
  limits: { floor: 50, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseDspaDrinkingWater,
  method: 'POST',
  contentType: 'application/json',
  body: () => '{}',
}

function parseIamDrinkingWater({ body }: FeedDocument): ParsedFeed<DrinkingWaterRecord> {
  return readPoints('IAM', parseJsonRows(body).map(splitLocation), ['photo'], (record) => ({
    name: record.name('nameZh', null, null),
    address: record.texts('addressZh', null, null),
    openingHours: readOpeningHours(record, 'openHourZh'),
    place: record.place('location.lat', 'location.lng'),
  }))
}

/** This list says nothing of hours: its points keep those of the buildings in which they stand. */
function parseDspaDrinkingWater({ body }: FeedDocument): ParsedFeed<DrinkingWaterRecord> {
  return readPoints('DSPA', parseJsonRows(body), [], (record) => ({
    name: record.name('name_tc', null, null),
    address: record.texts('address_tc', null, null),
    openingHours: null,
    place: record.place('latitude', 'longitude'),
  }))
}

type Point = Omit<DrinkingWaterRecord, 'id' | 'operator'>

function readPoints(
  operator: DrinkingWaterOperator,
  rows: readonly unknown[],
  ignores: readonly string[],
  parse: (record: RecordReader) => Point,
): ParsedFeed<DrinkingWaterRecord> {
  const alike = new Map<string, number>()
  const parsed = readRecords(rows, {
    namedBy: ['nameZh', 'name_tc'],
    parse(record) {
      const point = parse(record)
      return { id: createId(operator, point, alike), operator, ...point }
    },
    keyOf: ({ id }) => id,
    ignores,
  })
  return { ...parsed, remarks: remarkOnHours(parsed.records) }
}

const DIGITS = 8

/**
 * The sources number nothing. What names a point is what it says of itself, so that its id stays when others come and go;
 * several machines that are alike in all, as at 林茂塘, are told apart by their order.
 */
function createId(
  operator: DrinkingWaterOperator,
  { name, address, place }: Point,
  alike: Map<string, number>,
): string {
  const id = `${operator.toLowerCase()}-${digestAll([name.zh ?? '', address.zh ?? '', place?.id ?? '']).slice(0, DIGITS)}`
  const count = (alike.get(id) ?? 0) + 1
  alike.set(id, count)
  return count === 1 ? id : `${id}-${count}`
}
