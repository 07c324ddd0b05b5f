import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { replayedFolder } from './bundled.ts'
import { readCarParkRows } from './carParkDetail.ts'
import { readCode, readSample, readText, readWholeOrNull, type Row } from './fields.ts'
import { parseRecords } from './parseRecords.ts'
import { readUsTime } from './times.ts'

/** What the counters of one car park say; a count that they do not give is null, and 0 is a real zero. */
export interface CarParkLiveRecord {
  readonly id: string
  readonly cars: number | null
  readonly motorcycles: number | null
  readonly electricCars: number | null
  readonly electricMotorcycles: number | null
  readonly accessible: number | null
  readonly observedAt: string | null
  readonly underMaintenance: boolean
  readonly sample: boolean
}

export function createCarParkLiveFeed(surroundings: FeedSurroundings): Feed<CarParkLiveRecord> {
  return createFeed(
    {
      id: 'dsat-carpark-live',
      title: {
        zh: '公共停車場即時空位',
        pt: 'Lugares vagos nos parques de estacionamento públicos',
        en: 'Free spaces of public car parks',
      },
      intervalSeconds: 10,
      bundled: replayedFolder('dsat-carpark-live', 10),
      parse: parseCarParkLive,
    },
    surroundings,
  )
}

const MAINTENANCE = new Map([
  ['0', false],
  ['1', true],
])

export function parseCarParkLive({ body, shiftMilliseconds }: FeedDocument): ParsedFeed<CarParkLiveRecord> {
  return parseRecords(
    readCarParkRows(body),
    (row) => String(row.ID ?? ''),
    (row) => parseLive(row, shiftMilliseconds),
    ({ id }) => id,
  )
}

function parseLive(row: Row, shiftMilliseconds: number): CarParkLiveRecord {
  return {
    id: readText(row, 'ID'),
    cars: readWholeOrNull(row, 'Car_CNT'),
    motorcycles: readWholeOrNull(row, 'MB_CNT'),
    electricCars: readWholeOrNull(row, 'ELC_CNT'),
    electricMotorcycles: readWholeOrNull(row, 'OT_A_CNT'),
    accessible: readWholeOrNull(row, 'DC_CNT'),
    observedAt: readUsTime(row, 'Time', shiftMilliseconds),
    underMaintenance: readCode(row, 'maintenance', MAINTENANCE),
    sample: readSample(row, 'sample'),
  }
}
