import { createFeed, type Feed, type FeedSurroundings } from '../_kit/feed.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../_kit/feedFormats.ts'
import { day, id } from '../_kit/fieldTypes.ts'
import { groupBy, indexBy } from '../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../_kit/nearby.ts'
import type { PlaceValue } from '../_kit/place.ts'
import { readRecords } from '../_kit/recordReader.ts'
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

export const noticesFeed: FeedDescriptor<NoticeRecord> = {
  id: 'template-notices',
  title: { zh: '通告', pt: 'Avisos', en: 'Notices' },
  intervalSeconds: 3600,
  bundled: {
    url: new URL('subgraphs/_template/data/notices.csv', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  limits: { floor: 1, mayLose: 0.5 },
  module: import.meta.url,
  parse: parseNotices,
}

export function createTemplateSource(surroundings: FeedSurroundings): TemplateSource {
  const notices = createFeed(noticesFeed, surroundings)
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

const COLUMNS = ['id', 'title_zh', 'title_pt', 'title_en', 'published_on', 'lat', 'lng', 'area']

function parseNotices({ body }: FeedDocument): ParsedFeed<NoticeRecord> {
  return readRecords(parseCsvDocument(body, COLUMNS), {
    namedBy: ['id'],
    parse: (record) => ({
      id: record.required('id', id),
      title: record.name('title_zh', 'title_pt', 'title_en'),
      publishedOn: record.required('published_on', day),
      place: record.place('lat', 'lng'),
      area: record.optional('area', id),
      sample: true,
    }),
    keyOf: ({ id }) => id,
  })
}
