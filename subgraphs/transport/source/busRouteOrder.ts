import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { id, whole } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { bundledFile } from './bundled.ts'
import { STOP_ALIAS, stopCode } from './busStops.ts'

/** One call of a route at a stop; a circular route calls at its terminus first and last. */
export interface RouteCallRecord {
  readonly route: string
  readonly directionId: number
  /** 1 for the first stop of the direction. */
  readonly sequence: number
  readonly stop: string
}

export const busRouteOrder: FeedDescriptor<RouteCallRecord> = {
  id: 'dsat-bus-route-order',
  title: {
    zh: '巴士路線站序',
    pt: 'Sequência de paragens das carreiras',
    en: 'Order of the stops of bus routes',
  },
  intervalSeconds: 86_400,
  bundled: bundledFile('dsat-bus-route-order.csv'),
  limits: { floor: 700, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseBusRouteOrder,
}

export function parseBusRouteOrder({ body }: FeedDocument): ParsedFeed<RouteCallRecord> {
  return readRecords(parseCsvDocument(body, ['ROUTE_NO', 'DIR', 'SEQ', 'P_ALIAS']), {
    namedBy: ['ROUTE_NO', 'DIR', 'SEQ'],
    parse: (record) => ({
      route: record.required('ROUTE_NO', id),
      directionId: record.required('DIR', whole),
      sequence: record.required('SEQ', whole),
      stop: stopCode(record.required('P_ALIAS', STOP_ALIAS)),
    }),
    keyOf: ({ route, directionId, sequence }) => `${route} ${directionId} ${sequence}`,
  })
}
