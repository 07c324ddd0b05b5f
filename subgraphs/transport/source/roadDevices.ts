import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'
import { readName, readPlace, readSample, readText, readTextOrNull, type Row } from './fields.ts'
import { parseRecords } from './parseRecords.ts'

/** What both registers of roadside devices state of one device. */
export interface RoadDeviceRecord {
  readonly id: string
  readonly name: TextValue
  readonly place: PlaceValue | null
  readonly area: string | null
  /** Where the device is reached: the stream of a camera, the network endpoint of a controller. */
  readonly address: string
  readonly sample: boolean
}

export function createRoadCamerasFeed(surroundings: FeedSurroundings): Feed<RoadDeviceRecord> {
  return createFeed(
    {
      id: 'dsat-cameras',
      title: { zh: '道路鏡頭', pt: 'Câmaras de trânsito', en: 'Road cameras' },
      intervalSeconds: 86_400,
      confidential: 'values',
      bundled: bundledFile('dsat-cameras.csv'),
      parse: (document) => parseDevices(document, 'CAMERA_ID', 'STREAM_URL'),
    },
    surroundings,
  )
}

export function createSignalControllersFeed(surroundings: FeedSurroundings): Feed<RoadDeviceRecord> {
  return createFeed(
    {
      id: 'dsat-signal-controllers',
      title: { zh: '交通燈控制器', pt: 'Controladores de semáforos', en: 'Traffic signal controllers' },
      intervalSeconds: 86_400,
      confidential: 'values',
      bundled: bundledFile('dsat-signal-controllers.csv'),
      parse: (document) => parseDevices(document, 'CONTROLLER_ID', 'ENDPOINT'),
    },
    surroundings,
  )
}

export function parseDevices(
  { body }: FeedDocument,
  idColumn: string,
  addressColumn: string,
): ParsedFeed<RoadDeviceRecord> {
  return parseRecords(
    parseCsvDocument(body, [idColumn, 'NAME', 'NAME_POR', 'AREA', 'LATITUDE', 'LONGITUDE', addressColumn]),
    (row) => row[idColumn] ?? '',
    (row) => parseDevice(row, idColumn, addressColumn),
    ({ id }) => id,
  )
}

function parseDevice(row: Row, idColumn: string, addressColumn: string): RoadDeviceRecord {
  return {
    id: readText(row, idColumn),
    name: readName(row, 'NAME', 'NAME_POR', null),
    place: readPlace(row, 'LATITUDE', 'LONGITUDE'),
    area: readTextOrNull(row, 'AREA'),
    address: readText(row, addressColumn),
    sample: readSample(row, 'SAMPLE'),
  }
}
