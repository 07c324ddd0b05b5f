import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { bundledFile } from './bundled.ts'
import { readSample, readText, readWholeOrNull, type Row } from './fields.ts'
import { RecordError, parseRecords } from './parseRecords.ts'
import { readDashedTime } from './times.ts'

/** How many car spaces a car park had free at one of the five-minute marks. */
export interface CarParkHistoryRecord {
  readonly carPark: string
  readonly at: string
  readonly cars: number | null
  readonly sample: boolean
}

export function createCarParkHistoryFeed(surroundings: FeedSurroundings): Feed<CarParkHistoryRecord> {
  return createFeed(
    {
      id: 'dsat-carpark-history',
      title: {
        zh: '公共停車場五分鐘空位紀錄',
        pt: 'Histórico de lugares vagos, de cinco em cinco minutos',
        en: 'Five-minute history of free car spaces',
      },
      intervalSeconds: 300,
      confidential: 'records',
      types: ['OccupancyPoint'],
      bundled: bundledFile('dsat-carpark-history.csv'),
      parse: parseCarParkHistory,
    },
    surroundings,
  )
}

export function parseCarParkHistory({ body }: FeedDocument): ParsedFeed<CarParkHistoryRecord> {
  return parseRecords(
    parseCsvDocument(body, ['CP_ID', 'TIME', 'CAR_CNT', 'SAMPLE']),
    (row) => `${row.CP_ID} ${row.TIME}`,
    parsePoint,
    ({ carPark, at }) => `${carPark} ${at}`,
  )
}

function parsePoint(row: Row): CarParkHistoryRecord {
  const at = readDashedTime(row, 'TIME')
  if (at === null) throw new RecordError('TIME', 'a time', row.TIME)
  return {
    carPark: readText(row, 'CP_ID'),
    at,
    cars: readWholeOrNull(row, 'CAR_CNT'),
    sample: readSample(row, 'SAMPLE'),
  }
}
