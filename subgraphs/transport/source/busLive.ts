import { formatDateTime } from '../../../schema/scalars.ts'
import { isRecord } from '../../../kit/isRecord.ts'
import type { DocumentPart, FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { FeedFormatError, parseJsonDocument } from '../../_kit/feedFormats.ts'
import { codeOf, flag, id, idLike, text } from '../../_kit/fieldTypes.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import { replayedFolder } from './bundled.ts'

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

/** The buses at or before each stop of each route. */
export const busLive: FeedDescriptor<BusRecord> = {
  id: 'dsat-bus-live',
  title: {
    zh: '巴士即時位置',
    pt: 'Posição dos autocarros em tempo real',
    en: 'Live positions of buses',
  },
  intervalSeconds: 15,
  confidential: 'values',
  bundled: replayedFolder('dsat-bus-live', 15),
  // At night no bus runs.
  limits: { floor: 0, mayLose: null },
  module: import.meta.url,
  parse: parseBusLive,
}

const STOP = idLike(/^[A-Z]+\d+\/\d+$/, 'a code such as "M1/5"')
const DIRECTION = codeOf(
  new Map([
    ['0', 0],
    ['1', 1],
  ]),
)
const PASSENGER_FLOW = codeOf(new Map([0, 1, 2, 3, 4, 5].map((level) => [String(level), level])))
const FLOW_NOT_TOLD = '-1'

export function parseBusLive(document: FeedDocument): ParsedFeed<BusRecord> {
  // The document names no time: a bus was where it says when we asked.
  const observedAt = formatDateTime(document.retrievedAt)
  const parts = document.parts ?? [{ parameters: {}, body: document.body }]
  return readRecords(parts.flatMap(readBusRows), {
    namedBy: ['busCode'],
    parse: (record) => parseBus(record, observedAt),
    keyOf: ({ id }) => id,
    ignores: ['busType', 'speed'],
  })
}

/**
 * One row for each bus, with the route, direction and stop under which the source lists it. The source answers one
 * direction of a route at a time; a recorded frame holds all of them in a list.
 */
function readBusRows({ parameters, body }: DocumentPart): readonly unknown[] {
  const document = parseJsonDocument(body)
  if (!isRecord(document) || document.header !== '000') {
    const header = isRecord(document) ? document.header : document
    throw new FeedFormatError('an answer with the header "000"', JSON.stringify(header) ?? 'nothing')
  }
  const { data } = document
  if (isRecord(data) && Array.isArray(data.routeInfo)) return readRoute({ ...data, ...parameters })
  if (Array.isArray(data)) return data.flatMap((route) => (isRecord(route) ? readRoute(route) : [route]))
  throw new FeedFormatError('an answer with routes, or with the stops of one', 'another')
}

function readRoute({ routeName, dir, routeInfo }: Readonly<Record<string, unknown>>): readonly unknown[] {
  return listOf(routeInfo).flatMap((stop) =>
    isRecord(stop)
      ? listOf(stop.busInfo).map((bus) =>
          isRecord(bus) ? { ...bus, routeName, dir, staCode: stop.staCode } : bus,
        )
      : [stop],
  )
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function parseBus(record: RecordReader, observedAt: string): BusRecord {
  return {
    id: record.required('busCode', id),
    route: record.required('routeName', id),
    directionId: record.required('dir', DIRECTION),
    stop: record.required('staCode', STOP),
    isAtStop: record.required('status', flag),
    plate: record.optional('busPlate', text),
    isLowFloor: record.required('isFacilities', flag),
    passengerLoadRaw:
      String(record.raw('passengerFlow')) === FLOW_NOT_TOLD
        ? null
        : record.optional('passengerFlow', PASSENGER_FLOW),
    observedAt,
    sample: record.sample('sample'),
  }
}
