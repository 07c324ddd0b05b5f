import { formatDateTime } from '../../../schema/scalars.ts'
import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { FeedFormatError, isRecord, parseJsonDocument } from '../../_kit/feedFormats.ts'
import { replayedFolder } from './bundled.ts'
import { readCode, readSample, readText, type Row } from './fields.ts'
import { RecordError, parseRecords } from './parseRecords.ts'

export interface BusRecord {
  readonly id: string
  readonly route: string
  readonly directionId: number
  readonly stop: string
  readonly isAtStop: boolean
  readonly plate: string | null
  readonly isLowFloor: boolean
  /** 0 (empty) to 5 (full) as counted on board; null where the bus does not tell. */
  readonly passengerLoadRaw: number | null
  readonly observedAt: string
  readonly sample: boolean
}

/** The buses at or before each stop of each route. The source answers one direction of a route at a time. */
export function createBusLiveFeed(surroundings: FeedSurroundings): Feed<BusRecord> {
  return createFeed(
    {
      id: 'dsat-bus-live',
      title: {
        zh: '巴士即時位置',
        pt: 'Posição dos autocarros em tempo real',
        en: 'Live positions of buses',
      },
      intervalSeconds: 15,
      confidential: 'values',
      bundled: replayedFolder('dsat-bus-live', 15),
      parse: parseBusLive,
    },
    surroundings,
  )
}

const AT_STOP = new Map([
  ['0', false],
  ['1', true],
])
const LOW_FLOOR = AT_STOP
const PASSENGER_FLOW = new Map<string, number | null>([
  ['-1', null],
  ...[0, 1, 2, 3, 4, 5].map((level) => [String(level), level] as const),
])
const DIRECTION = new Map([
  ['0', 0],
  ['1', 1],
])

export function parseBusLive({ body, retrievedAt }: FeedDocument): ParsedFeed<BusRecord> {
  // The document names no time: a bus was where it says when we asked.
  const observedAt = formatDateTime(retrievedAt)
  return parseRecords(
    readBusRows(parseJsonDocument(body)),
    (row) => String(row.busCode ?? ''),
    (row) => parseBus(row, observedAt),
    ({ id }) => id,
  )
}

/** One row for each bus, with the route, direction and stop under which the source lists it. */
function readBusRows(document: unknown): readonly Row[] {
  if (!isRecord(document) || document.header !== '000' || !Array.isArray(document.data)) {
    const header = isRecord(document) ? document.header : document
    throw new FeedFormatError('an answer with the header "000"', JSON.stringify(header) ?? 'nothing')
  }
  return document.data
    .filter(isRecord)
    .flatMap(({ routeName, dir, routeInfo }) =>
      listOf(routeInfo).flatMap(({ staCode, busInfo }) =>
        listOf(busInfo).map((bus) => ({ ...bus, routeName, dir, staCode })),
      ),
    )
}

function listOf(value: unknown): readonly Row[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function parseBus(row: Row, observedAt: string): BusRecord {
  const stop = readText(row, 'staCode')
  if (!/^[A-Z]+\d+\/\d+$/.test(stop)) throw new RecordError('staCode', 'a code such as "M1/5"', stop)
  return {
    id: readText(row, 'busCode'),
    route: readText(row, 'routeName'),
    directionId: readCode(row, 'dir', DIRECTION),
    stop,
    isAtStop: readCode(row, 'status', AT_STOP),
    plate: readText(row, 'busPlate'),
    isLowFloor: readCode(row, 'isFacilities', LOW_FLOOR),
    passengerLoadRaw: readPassengerFlow(row),
    observedAt,
    sample: readSample(row, 'sample'),
  }
}

function readPassengerFlow(row: Row): number | null {
  const level = PASSENGER_FLOW.get(String(row.passengerFlow))
  if (level === undefined) throw new RecordError('passengerFlow', '-1 or 0 to 5', row.passengerFlow)
  return level
}
