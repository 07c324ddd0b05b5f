import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { id, idLike, partsOf } from '../../_kit/fieldTypes.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { dropCopiedEnglish, remarkOnCopiedEnglish, type CheckedName } from '../copiedEnglish.ts'
import { bundledFile } from './bundled.ts'

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
export const busStops: FeedDescriptor<BusStopRecord> = {
  id: 'dsat-bus-stops',
  title: { zh: '巴士站點', pt: 'Paragens de autocarro', en: 'Bus stops' },
  intervalSeconds: 86_400,
  bundled: bundledFile('dsat-bus-stops.csv'),
  limits: { floor: 300, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseBusStops,
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
  const parsed = readRecords(parseCsvDocument(body, COLUMNS), {
    namedBy: ['P_ALIAS'],
    parse(record) {
      const name = dropCopiedEnglish(record.name('P_NAME', 'P_NAME_POR', 'P_NAME_EN'))
      const stop = parseBusStop(record, name.name)
      checked.push(name)
      return stop
    },
    keyOf: ({ id }) => id,
    ignores: ['POLE_ID', 'SID', 'NAME', 'NAME_POR', 'NAME_EN'],
  })
  return { ...parsed, remarks: remarkOnCopiedEnglish(checked) }
}

const ROUTES = partsOf(id, ',')

function parseBusStop(record: RecordReader, name: TextValue): BusStopRecord {
  return {
    id: stopCode(record.required('P_ALIAS', STOP_ALIAS)),
    stopGroup: record.required('ALIAS', id),
    name,
    place: record.place('LATITUDE', 'LONGITUDE'),
    // Our own addition to the export: the bureau's table does not name the area.
    area: record.optional('AREA_EST', id),
    routesAll: record.optional('ROUTE_NOS', ROUTES) ?? [],
  }
}

export const STOP_ALIAS = idLike(/^[A-Z]+\d+_\d+$/, 'a code such as "M1_5"')

/** The shapefile writes "M1_5" for the pole that the live system calls "M1/5". */
export function stopCode(alias: string): string {
  return alias.replace('_', '/')
}
