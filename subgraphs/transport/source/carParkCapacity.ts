import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { id, whole } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { bundledFile } from './bundled.ts'

export interface CarParkCapacityRecord {
  readonly id: string
  readonly area: string | null
  readonly cars: number | null
  readonly motorcycles: number | null
  readonly electricCars: number | null
  readonly accessible: number | null
}

/** The spaces that a car park has in all: the bureau's API lacks them, its web page has them. */
export const carParkCapacity: FeedDescriptor<CarParkCapacityRecord> = {
  id: 'dsat-carpark-capacity',
  title: {
    zh: '公共停車場車位總數',
    pt: 'Lotação dos parques de estacionamento públicos',
    en: 'Capacity of public car parks',
  },
  intervalSeconds: 86_400,
  bundled: bundledFile('dsat-carpark-capacity.csv'),
  limits: { floor: 40, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseCarParkCapacity,
}

const COLUMNS = ['CP_ID', 'AREA', 'CAR', 'MOTORCYCLE', 'EV_CAR', 'ACCESSIBLE']

export function parseCarParkCapacity({ body }: FeedDocument): ParsedFeed<CarParkCapacityRecord> {
  return readRecords(parseCsvDocument(body, COLUMNS), {
    namedBy: ['CP_ID'],
    parse: (record) => ({
      id: record.required('CP_ID', id),
      area: record.optional('AREA', id),
      cars: record.optional('CAR', whole),
      motorcycles: record.optional('MOTORCYCLE', whole),
      electricCars: record.optional('EV_CAR', whole),
      accessible: record.optional('ACCESSIBLE', whole),
    }),
    keyOf: ({ id }) => id,
  })
}
