import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { codeOf, decimal, id, partsOf, text, wordOf } from '../../_kit/fieldTypes.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'

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

export const busRoutes: FeedDescriptor<BusRouteRecord> = {
  id: 'dsat-bus-routes',
  title: { zh: '巴士路線', pt: 'Carreiras de autocarro', en: 'Bus routes' },
  intervalSeconds: 86_400,
  bundled: bundledFile('dsat-bus-routes.csv'),
  limits: { floor: 20, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseBusRoutes,
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

const TYPE = wordOf(RouteType, '-')
const IS_CIRCULAR = codeOf(
  new Map([
    ['circular', true],
    ['bidirectional', false],
  ]),
)
const OPERATORS = partsOf(text, ' ')

export function parseBusRoutes({ body }: FeedDocument): ParsedFeed<BusRouteRecord> {
  return readRecords(parseCsvDocument(body, COLUMNS), {
    namedBy: ['ROUTE_NO'],
    parse: parseBusRoute,
    keyOf: ({ id }) => id,
  })
}

function parseBusRoute(record: RecordReader): BusRouteRecord {
  return {
    id: record.required('ROUTE_NO', id),
    longName: record.name('NAME', 'NAME_POR', 'NAME_EN'),
    operators: record.optional('OPERATORS', OPERATORS),
    routeType: record.required('TYPE', TYPE),
    isCircular: record.required('SHAPE', IS_CIRCULAR),
    fareMop: record.optional('FARE_MOP', decimal),
    fareElectronicMop: record.optional('FARE_EPAY_MOP', decimal),
  }
}
