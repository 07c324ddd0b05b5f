import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { bundledFile } from './bundled.ts'
import { readText, readTextOrNull, readWholeOrNull, type Row } from './fields.ts'
import { parseRecords } from './parseRecords.ts'

export interface CarParkCapacityRecord {
  readonly id: string
  readonly area: string | null
  readonly cars: number | null
  readonly motorcycles: number | null
  readonly electricCars: number | null
  readonly accessible: number | null
}

/** The spaces that a car park has in all: the bureau's API lacks them, its web page has them. */
export function createCarParkCapacityFeed(surroundings: FeedSurroundings): Feed<CarParkCapacityRecord> {
  return createFeed(
    {
      id: 'dsat-carpark-capacity',
      title: {
        zh: '公共停車場車位總數',
        pt: 'Lotação dos parques de estacionamento públicos',
        en: 'Capacity of public car parks',
      },
      intervalSeconds: 86_400,
      bundled: bundledFile('dsat-carpark-capacity.csv'),
      parse: parseCarParkCapacity,
    },
    surroundings,
  )
}

const COLUMNS = ['CP_ID', 'AREA', 'CAR', 'MOTORCYCLE', 'EV_CAR', 'ACCESSIBLE']

export function parseCarParkCapacity({ body }: FeedDocument): ParsedFeed<CarParkCapacityRecord> {
  return parseRecords(
    parseCsvDocument(body, COLUMNS),
    (row) => row.CP_ID ?? '',
    parseCapacity,
    ({ id }) => id,
  )
}

function parseCapacity(row: Row): CarParkCapacityRecord {
  return {
    id: readText(row, 'CP_ID'),
    area: readTextOrNull(row, 'AREA'),
    cars: readWholeOrNull(row, 'CAR'),
    motorcycles: readWholeOrNull(row, 'MOTORCYCLE'),
    electricCars: readWholeOrNull(row, 'EV_CAR'),
    accessible: readWholeOrNull(row, 'ACCESSIBLE'),
  }
}
