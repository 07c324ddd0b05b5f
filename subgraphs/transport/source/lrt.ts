import { isRecord } from '../../../kit/isRecord.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { FeedFormatError, parseJsonDocument } from '../../_kit/feedFormats.ts'
import { day, id, listOf, text } from '../../_kit/fieldTypes.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'

export type LrtRecord = LrtLineRecord | LrtStationRecord

export interface LrtLineRecord {
  readonly kind: 'line'
  readonly id: string
  readonly name: TextValue
  readonly openedOn: string | null
  readonly openedRemark: string | null
  readonly fare: string | null
  /** In the order of travel. */
  readonly stations: readonly string[]
}

export interface LrtStationRecord {
  readonly kind: 'station'
  readonly id: string
  readonly name: TextValue
  readonly lines: readonly string[]
  readonly place: PlaceValue | null
  readonly area: string | null
}

/** The lines and stations of the light rapid transit; its company has no machine source, the form is ours. */
export const lrt: FeedDescriptor<LrtRecord> = {
  id: 'mlm-lrt',
  title: { zh: '輕軌路線及車站', pt: 'Linhas e estações do metro ligeiro', en: 'LRT lines and stations' },
  intervalSeconds: 86_400,
  bundled: bundledFile('mlm-lrt.json'),
  limits: { floor: 14, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseLrt,
}

export function parseLrt({ body }: FeedDocument): ParsedFeed<LrtRecord> {
  const document = parseJsonDocument(body)
  if (!isRecord(document) || !Array.isArray(document.lines) || !Array.isArray(document.stations))
    throw new FeedFormatError('an object with "lines" and "stations"', typeof document)
  const items = [
    ...document.lines.map((item) => withNames(item, 'line')),
    ...document.stations.map((item) => withNames(item, 'station')),
  ]
  return readRecords(items, {
    namedBy: ['id'],
    parse: (record) => (record.raw('kind') === 'line' ? parseLine(record) : parseStation(record)),
    keyOf: ({ kind, id }) => `${kind} ${id}`,
    ignores: ['name'],
  })
}

/** The item with its kind, and with its names beside its other fields. */
function withNames(item: unknown, kind: LrtRecord['kind']): unknown {
  if (!isRecord(item)) return item
  const { zh, pt, en } = isRecord(item.name) ? item.name : {}
  return { ...item, kind, 'name.zh': zh, 'name.pt': pt, 'name.en': en }
}

const IDS = listOf(id)

function parseLine(record: RecordReader): LrtLineRecord {
  return {
    kind: 'line',
    id: record.required('id', id),
    name: record.name('name.zh', 'name.pt', 'name.en'),
    openedOn: record.optional('openedOn', day),
    openedRemark: record.optional('openedRemark', text),
    fare: record.optional('fare', text),
    stations: record.required('stations', IDS),
  }
}

function parseStation(record: RecordReader): LrtStationRecord {
  return {
    kind: 'station',
    id: record.required('id', id),
    name: record.name('name.zh', 'name.pt', 'name.en'),
    lines: record.required('lines', IDS),
    place: record.place('lat', 'lng'),
    area: record.optional('area', id),
  }
}
