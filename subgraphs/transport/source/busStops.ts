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
import { dropCopiedEnglish, remarkOnCopiedEnglish, type CheckedName } from '../copiedEnglish.ts'
import { bundledFile } from './bundled.ts'
import { readName, readPlace, readText, readTextOrNull, type Row } from './fields.ts'
import { RecordError, parseRecords } from './parseRecords.ts'

export interface BusStopRecord {
  /** The code of the live system, "M1/5". */
  readonly id: string
  readonly stopGroup: string
  readonly name: TextValue
  readonly place: PlaceValue | null
  readonly area: string | null
  readonly routesAll: readonly string[]
}

/** The poles of the bus network, from the table of the bureau's shapefile. */
export function createBusStopsFeed(surroundings: FeedSurroundings): Feed<BusStopRecord> {
  return createFeed(
    {
      id: 'dsat-bus-stops',
      title: { zh: '巴士站點', pt: 'Paragens de autocarro', en: 'Bus stops' },
      intervalSeconds: 86_400,
      bundled: bundledFile('dsat-bus-stops.csv'),
      parse: parseBusStops,
    },
    surroundings,
  )
}

const COLUMNS = [
  'P_ALIAS',
  'P_NAME',
  'P_NAME_POR',
  'P_NAME_EN',
  'ALIAS',
  'ROUTE_NOS',
  'LATITUDE',
  'LONGITUDE',
]

export function parseBusStops({ body }: FeedDocument): ParsedFeed<BusStopRecord> {
  const checked: CheckedName[] = []
  const parsed = parseRecords(
    parseCsvDocument(body, COLUMNS),
    (row) => row.P_ALIAS ?? '',
    (row) => {
      const name = dropCopiedEnglish(readName(row, 'P_NAME', 'P_NAME_POR', 'P_NAME_EN'))
      const record = parseBusStop(row, name.name)
      checked.push(name)
      return record
    },
    ({ id }) => id,
  )
  return { ...parsed, remarks: remarkOnCopiedEnglish(checked) }
}

function parseBusStop(row: Row, name: TextValue): BusStopRecord {
  return {
    id: readStopCode(row),
    stopGroup: readText(row, 'ALIAS'),
    name,
    place: readPlace(row, 'LATITUDE', 'LONGITUDE'),
    // Our own addition to the export: the bureau's table does not name the area.
    area: readTextOrNull(row, 'AREA_EST'),
    routesAll: (readTextOrNull(row, 'ROUTE_NOS') ?? '').split(',').filter((code) => code !== ''),
  }
}

/** The shapefile writes "M1_5" for the pole that the live system calls "M1/5". */
export function readStopCode(row: Row): string {
  const alias = readText(row, 'P_ALIAS')
  const [, group, pole] = /^([A-Z]+\d+)_(\d+)$/.exec(alias) ?? []
  if (group === undefined || pole === undefined)
    throw new RecordError('P_ALIAS', 'a code such as "M1_5"', alias)
  return `${group}/${pole}`
}
