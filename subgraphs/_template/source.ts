import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
  type SetAside,
} from '../_kit/feed.ts'
import { parseCsvDocument } from '../_kit/feedFormats.ts'
import { groupBy, indexBy } from '../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../_kit/nearby.ts'
import { placeOrNull, type PlaceValue } from '../_kit/place.ts'
import type { SubgraphSource } from '../_kit/subgraph.ts'
import type { TextValue } from '../_kit/text.ts'
import { createView } from '../_kit/view.ts'
import { packageRoot } from '../../kit/root.ts'

export interface NoticeRecord {
  readonly id: string
  readonly title: TextValue
  readonly publishedOn: string
  readonly place: PlaceValue | null
  readonly area: string | null
  readonly contact: string
  readonly sample: boolean
}

export interface NoticeView {
  readonly all: readonly NoticeRecord[]
  readonly byId: ReadonlyMap<string, NoticeRecord>
  readonly byArea: ReadonlyMap<string | null, readonly NoticeRecord[]>
  readonly near: NearbyIndex<NoticeRecord>
}

export interface TemplateSource extends SubgraphSource {
  readonly notices: Feed<NoticeRecord>
  view(): NoticeView
}

export function createTemplateSource(surroundings: FeedSurroundings): TemplateSource {
  const notices = createFeed<NoticeRecord>(
    {
      id: 'template-notices',
      title: { zh: '通告', pt: 'Avisos', en: 'Notices' },
      intervalSeconds: 3600,
      bundled: {
        url: new URL('subgraphs/_template/data/notices.csv', packageRoot),
        recordedAt: '2026-11-22T00:00:00+08:00',
      },
      parse: parseNotices,
    },
    surroundings,
  )
  return { notices, feeds: [notices], view: createView([notices], () => buildView(notices.read().records)) }
}

function buildView(all: readonly NoticeRecord[]): NoticeView {
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    byArea: groupBy(all, ({ area }) => area),
    near: createNearbyIndex(all, ({ place }) => place),
  }
}

const COLUMNS = ['id', 'title_zh', 'title_pt', 'title_en', 'published_on', 'lat', 'lng', 'area', 'contact']

function parseNotices({ body }: FeedDocument): ParsedFeed<NoticeRecord> {
  const records: NoticeRecord[] = []
  const setAside: SetAside[] = []
  parseCsvDocument(body, COLUMNS).forEach((row, index) => {
    const record = parseNotice(row)
    if (typeof record === 'string') setAside.push({ record: row.id || `row ${index + 2}`, reason: record })
    else records.push(record)
  })
  return { records, setAside }
}

/** The record, or the reason why it is set aside. */
function parseNotice(row: Readonly<Record<string, string>>): NoticeRecord | string {
  if (!row.id) return 'id: expected text; got nothing'
  if (!/^\d{4}-\d{2}-\d{2}$/.test(row.published_on ?? ''))
    return `published_on: expected YYYY-MM-DD; got "${row.published_on}"`
  return {
    id: row.id,
    title: { zh: row.title_zh || null, pt: row.title_pt || null, en: row.title_en || null },
    publishedOn: row.published_on ?? '',
    place: placeOrNull(parseDegrees(row.lat), parseDegrees(row.lng)),
    area: row.area || null,
    contact: row.contact ?? '',
    sample: true,
  }
}

function parseDegrees(text: string | undefined): number | null {
  return text ? Number(text) : null
}
