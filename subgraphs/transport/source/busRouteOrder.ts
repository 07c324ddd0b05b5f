import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { bundledFile } from './bundled.ts'
import { readStopCode } from './busStops.ts'
import { readText, readWhole, type Row } from './fields.ts'
import { parseRecords } from './parseRecords.ts'

/** One call of a route at a stop; a circular route calls at its terminus first and last. */
export interface RouteCallRecord {
  readonly route: string
  readonly directionId: number
  /** 1 for the first stop of the direction. */
  readonly sequence: number
  readonly stop: string
}

export function createBusRouteOrderFeed(surroundings: FeedSurroundings): Feed<RouteCallRecord> {
  return createFeed(
    {
      id: 'dsat-bus-route-order',
      title: {
        zh: '巴士路線站序',
        pt: 'Sequência de paragens das carreiras',
        en: 'Order of the stops of bus routes',
      },
      intervalSeconds: 86_400,
      bundled: bundledFile('dsat-bus-route-order.csv'),
      parse: parseBusRouteOrder,
    },
    surroundings,
  )
}

export function parseBusRouteOrder({ body }: FeedDocument): ParsedFeed<RouteCallRecord> {
  return parseRecords(
    parseCsvDocument(body, ['ROUTE_NO', 'DIR', 'SEQ', 'P_ALIAS']),
    (row) => `${row.ROUTE_NO} ${row.DIR} ${row.SEQ}`,
    parseCall,
    ({ route, directionId, sequence }) => `${route} ${directionId} ${sequence}`,
  )
}

function parseCall(row: Row): RouteCallRecord {
  return {
    route: readText(row, 'ROUTE_NO'),
    directionId: readWhole(row, 'DIR'),
    sequence: readWhole(row, 'SEQ'),
    stop: readStopCode(row),
  }
}
