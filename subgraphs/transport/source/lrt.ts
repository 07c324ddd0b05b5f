import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { FeedFormatError, isRecord, parseJsonDocument } from '../../_kit/feedFormats.ts'
import { assertInTerritory, createPlace, type PlaceValue } from '../../_kit/place.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'
import { readName, readText, readTextOrNull, type Row } from './fields.ts'
import { RecordError, parseRecords } from './parseRecords.ts'

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
export function createLrtFeed(surroundings: FeedSurroundings): Feed<LrtRecord> {
  return createFeed(
    {
      id: 'mlm-lrt',
      title: { zh: '輕軌路線及車站', pt: 'Linhas e estações do metro ligeiro', en: 'LRT lines and stations' },
      intervalSeconds: 86_400,
      bundled: bundledFile('mlm-lrt.json'),
      parse: parseLrt,
    },
    surroundings,
  )
}

export function parseLrt({ body }: FeedDocument): ParsedFeed<LrtRecord> {
  const document = parseJsonDocument(body)
  if (!isRecord(document) || !Array.isArray(document.lines) || !Array.isArray(document.stations))
    throw new FeedFormatError('an object with "lines" and "stations"', typeof document)
  const items = [
    ...document.lines.filter(isRecord).map((row) => ({ row, parse: parseLine })),
    ...document.stations.filter(isRecord).map((row) => ({ row, parse: parseStation })),
  ]
  return parseRecords<(typeof items)[number], LrtRecord>(
    items,
    ({ row }) => String(row.id ?? ''),
    ({ row, parse }) => parse(row),
    ({ kind, id }) => `${kind} ${id}`,
  )
}

function parseLine(row: Row): LrtLineRecord {
  return {
    kind: 'line',
    id: readText(row, 'id'),
    name: readTrilingual(row),
    openedOn: readTextOrNull(row, 'openedOn'),
    openedRemark: readTextOrNull(row, 'openedRemark'),
    fare: readTextOrNull(row, 'fare'),
    stations: readIds(row, 'stations'),
  }
}

function parseStation(row: Row): LrtStationRecord {
  return {
    kind: 'station',
    id: readText(row, 'id'),
    name: readTrilingual(row),
    lines: readIds(row, 'lines'),
    place: readPosition(row),
    area: readTextOrNull(row, 'area'),
  }
}

function readTrilingual(row: Row): TextValue {
  if (!isRecord(row.name)) throw new RecordError('name', 'an object of zh, pt, en', row.name)
  return readName(row.name, 'zh', 'pt', 'en')
}

function readIds(row: Row, field: string): readonly string[] {
  const ids = row[field]
  if (Array.isArray(ids) && ids.every((id) => typeof id === 'string')) return ids
  throw new RecordError(field, 'a list of ids', ids)
}

function readPosition({ lat, lng }: Row): PlaceValue | null {
  if (lat === null || lng === null) return null
  if (typeof lat !== 'number' || typeof lng !== 'number')
    throw new RecordError('lat, lng', 'degrees', [lat, lng])
  assertInTerritory('lat, lng', { lat, lng })
  return createPlace({ lat, lng })
}
