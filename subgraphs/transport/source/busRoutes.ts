import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'
import { readCode, readDecimalOrNull, readName, readText, readTextOrNull, type Row } from './fields.ts'
import { parseRecords } from './parseRecords.ts'

export interface BusRouteRecord {
  readonly id: string
  readonly longName: TextValue
  /** Null where the source does not name the operators. */
  readonly operators: readonly string[] | null
  readonly routeType: RouteType
  readonly isCircular: boolean
  readonly fareMop: number | null
  readonly fareElectronicMop: number | null
}

export enum RouteType {
  REGULAR = 'REGULAR',
  EXPRESS = 'EXPRESS',
  NIGHT = 'NIGHT',
  AIRPORT = 'AIRPORT',
  HOSPITAL = 'HOSPITAL',
  CROSS_HARBOUR = 'CROSS_HARBOUR',
}

export function createBusRoutesFeed(surroundings: FeedSurroundings): Feed<BusRouteRecord> {
  return createFeed(
    {
      id: 'dsat-bus-routes',
      title: { zh: '巴士路線', pt: 'Carreiras de autocarro', en: 'Bus routes' },
      intervalSeconds: 86_400,
      bundled: bundledFile('dsat-bus-routes.csv'),
      parse: parseBusRoutes,
    },
    surroundings,
  )
}

const COLUMNS = [
  'ROUTE_NO',
  'NAME',
  'NAME_POR',
  'NAME_EN',
  'OPERATORS',
  'TYPE',
  'SHAPE',
  'FARE_MOP',
  'FARE_EPAY_MOP',
]

const TYPES = new Map([
  ['regular', RouteType.REGULAR],
  ['express', RouteType.EXPRESS],
  ['night', RouteType.NIGHT],
  ['airport', RouteType.AIRPORT],
  ['hospital', RouteType.HOSPITAL],
  ['cross-harbour', RouteType.CROSS_HARBOUR],
])

const CIRCULAR = new Map([
  ['circular', true],
  ['bidirectional', false],
])

export function parseBusRoutes({ body }: FeedDocument): ParsedFeed<BusRouteRecord> {
  return parseRecords(
    parseCsvDocument(body, COLUMNS),
    (row) => row.ROUTE_NO ?? '',
    parseBusRoute,
    ({ id }) => id,
  )
}

function parseBusRoute(row: Row): BusRouteRecord {
  return {
    id: readText(row, 'ROUTE_NO'),
    longName: readName(row, 'NAME', 'NAME_POR', 'NAME_EN'),
    operators: readTextOrNull(row, 'OPERATORS')?.split(' ') ?? null,
    routeType: readCode(row, 'TYPE', TYPES),
    isCircular: readCode(row, 'SHAPE', CIRCULAR),
    fareMop: readDecimalOrNull(row, 'FARE_MOP'),
    fareElectronicMop: readDecimalOrNull(row, 'FARE_EPAY_MOP'),
  }
}
