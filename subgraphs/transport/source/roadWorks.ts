import {
  MAY_BE_EMPTY,
  type FeedDescriptor,
  type FeedDocument,
  type ParsedFeed,
} from '../../_kit/feedDescriptor.ts'
import { parseXmlList } from '../../_kit/feedFormats.ts'
import { dashedTime, day, id, rawText, text, type FieldType } from '../../_kit/fieldTypes.ts'
import { createPlace, isInTerritory, TERRITORY_TEXT, type PlaceValue } from '../../_kit/place.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { textOfHtml } from '../htmlText.ts'
import { restrictionOf, type RoadRestriction } from '../roadRestriction.ts'
import { bundledFile } from './bundled.ts'

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

export const roadWorks: FeedDescriptor<RoadWorkRecord> = {
  id: 'dsat-roadworks',
  title: {
    zh: '道路工程及改道消息',
    pt: 'Obras viárias e desvios de trânsito',
    en: 'Road works and diversions',
  },
  intervalSeconds: 86_400,
  confidential: 'values',
  bundled: bundledFile('dsat-roadworks.xml'),
  // The bureau's own export repeats notices.
  limits: { ...MAY_BE_EMPTY, mayFail: 0.5 },
  module: import.meta.url,
  parse: parseRoadWorks,
}

export function parseRoadWorks({ body }: FeedDocument): ParsedFeed<RoadWorkRecord> {
  const { items, root, remarks } = parseXmlList(body, 'dsat_aviso', 'entry')
  const parsed = readRecords(items, {
    namedBy: ['aviso_no'],
    parse: parseRoadWork,
    keyOf: ({ id }) => id,
    ignores: ['duration_cn', 'duration_pt'],
  })
  const exportedAt = dashedTime.read(root.exported)
  return { ...parsed, remarks, ...(exportedAt !== undefined && { sourceUpdatedAt: exportedAt }) }
}

function parseRoadWork(record: RecordReader): RoadWorkRecord {
  const title = record.name('title_cn', 'title_pt', null)
  const contractor = record.texts('contractor_cn', 'contractor_pt', null)
  return {
    id: record.required('aviso_no', id),
    title,
    restriction: restrictionOf(title.zh ?? ''),
    // The source has no English.
    location: record.texts('location_cn', 'location_pt', null),
    reason: record.texts('reason_cn', 'reason_pt', null),
    principal: record.texts('principal_cn', 'principal_pt', null),
    contractorContact: contractor.pt ?? contractor.zh,
    summary: {
      zh: htmlOrNull(record.optional('summary_cn', rawText)),
      pt: htmlOrNull(record.optional('summary_pt', rawText)),
      en: null,
    },
    startsOn: record.required('start_date', day),
    endsOn: record.required('end_date', day),
    publishedAt: record.optional('online_date', dashedTime),
    replaces: record.optional('previousnotice', id),
    place: record.optional('point_wgs84', POINT),
    area: record.optional('area', id),
    sample: record.sample('sample'),
  }
}

function htmlOrNull(html: string | null): string | null {
  return html && (textOfHtml(html) || null)
}

/** "113.54 22.19": longitude first. */
const POINT: FieldType<PlaceValue> = {
  expected: `longitude and latitude, ${TERRITORY_TEXT}`,
  read(value) {
    const [, lng, lat] = /^(\d+\.\d+) (\d+\.\d+)$/.exec(text.read(value) ?? '') ?? []
    const position = { lat: Number(lat), lng: Number(lng) }
    return isInTerritory(position) ? createPlace(position) : undefined
  },
}
