import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { isRecord, parseXmlDocument } from '../../_kit/feedFormats.ts'
import { assertInTerritory, createPlace, type PlaceValue } from '../../_kit/place.ts'
import type { TextValue } from '../../_kit/text.ts'
import { textOfHtml } from '../htmlText.ts'
import { restrictionOf, type RoadRestriction } from '../roadRestriction.ts'
import { bundledFile } from './bundled.ts'
import { readName, readSample, readText, readTextOrNull, type Row } from './fields.ts'
import { RecordError, parseRecords } from './parseRecords.ts'
import { readDashedTime } from './times.ts'

export interface RoadWorkRecord {
  readonly id: string
  readonly title: TextValue
  readonly restriction: RoadRestriction
  readonly location: TextValue
  readonly reason: TextValue
  readonly principal: TextValue
  readonly contractorContact: string | null
  readonly summary: TextValue
  readonly startsOn: string
  readonly endsOn: string
  readonly publishedAt: string | null
  readonly replaces: string | null
  readonly place: PlaceValue | null
  readonly area: string | null
  readonly sample: boolean
}

export function createRoadWorksFeed(surroundings: FeedSurroundings): Feed<RoadWorkRecord> {
  return createFeed(
    {
      id: 'dsat-roadworks',
      title: {
        zh: '道路工程及改道消息',
        pt: 'Obras viárias e desvios de trânsito',
        en: 'Road works and diversions',
      },
      intervalSeconds: 86_400,
      confidential: 'values',
      bundled: bundledFile('dsat-roadworks.xml'),
      parse: parseRoadWorks,
    },
    surroundings,
  )
}

export function parseRoadWorks({ body }: FeedDocument): ParsedFeed<RoadWorkRecord> {
  const { entry, exported } = parseXmlDocument(body, 'dsat_aviso', ['entry'])
  const parsed = parseRecords(
    Array.isArray(entry) ? entry.filter(isRecord) : [],
    (row) => String(row.aviso_no ?? ''),
    parseRoadWork,
    ({ id }) => id,
  )
  const exportedAt = readDashedTime({ exported }, 'exported')
  return exportedAt === null ? parsed : { ...parsed, sourceUpdatedAt: exportedAt }
}

function parseRoadWork(row: Row): RoadWorkRecord {
  const title = readName(row, 'title_cn', 'title_pt', null)
  return {
    id: readText(row, 'aviso_no'),
    title,
    restriction: restrictionOf(title.zh ?? ''),
    location: readTexts(row, 'location'),
    reason: readTexts(row, 'reason'),
    principal: readTexts(row, 'principal'),
    contractorContact: readTextOrNull(row, 'contractor_pt') ?? readTextOrNull(row, 'contractor_cn'),
    summary: { zh: readHtml(row, 'summary_cn'), pt: readHtml(row, 'summary_pt'), en: null },
    startsOn: readDay(row, 'start_date'),
    endsOn: readDay(row, 'end_date'),
    publishedAt: readDashedTime(row, 'online_date'),
    replaces: readTextOrNull(row, 'previousnotice'),
    place: readPoint(row),
    area: readTextOrNull(row, 'area'),
    sample: readSample(row, 'sample'),
  }
}

/** The source has no English. */
function readTexts(row: Row, field: string): TextValue {
  return { zh: readTextOrNull(row, `${field}_cn`), pt: readTextOrNull(row, `${field}_pt`), en: null }
}

function readHtml(row: Row, field: string): string | null {
  const html = row[field]
  return typeof html === 'string' ? textOfHtml(html) || null : null
}

function readDay(row: Row, field: string): string {
  const day = readText(row, field)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)))
    throw new RecordError(field, 'a day "YYYY-MM-DD"', day)
  return day
}

/** "113.54 22.19": longitude first. */
function readPoint(row: Row): PlaceValue | null {
  const text = readTextOrNull(row, 'point_wgs84')
  if (text === null) return null
  const [, lng, lat] = /^(\d+\.\d+) (\d+\.\d+)$/.exec(text) ?? []
  if (lat === undefined) throw new RecordError('point_wgs84', 'longitude and latitude', text)
  const position = { lat: Number(lat), lng: Number(lng) }
  assertInTerritory('point_wgs84', position)
  return createPlace(position)
}
