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

export interface WeatherNoticeRecord {
  readonly id: string
  readonly title: TextValue
  readonly publishedOn: string
  readonly place: PlaceValue | null
  readonly area: string | null
  readonly sample: boolean
}

export interface WeatherNoticeView {
  readonly all: readonly WeatherNoticeRecord[]
  readonly byId: ReadonlyMap<string, WeatherNoticeRecord>
  readonly byArea: ReadonlyMap<string | null, readonly WeatherNoticeRecord[]>
  readonly near: NearbyIndex<WeatherNoticeRecord>
}

export interface WeatherSource extends SubgraphSource {
  readonly weatherNotices: Feed<WeatherNoticeRecord>
  view(): WeatherNoticeView
}

export const weatherNoticesFeed: FeedDescriptor<WeatherNoticeRecord> = {
  id: 'weather-notices',
  title: { zh: '通告', pt: 'Avisos', en: 'Notices' },
  intervalSeconds: 3600,
  bundled: {
    url: new URL('subgraphs/weather/data/notices.csv', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  limits: { floor: 1, mayLose: 0.5 },
  module: import.meta.url,
  parse: parseWeatherNotices,
}

export function createWeatherSource(surroundings: FeedSurroundings): WeatherSource {
  const weatherNotices = createFeed(weatherNoticesFeed, surroundings)
  return {
    weatherNotices,
    feeds: [weatherNotices],
    view: createView([weatherNotices], () => buildView(weatherNotices.read().records)),
  }
}

function buildView(all: readonly WeatherNoticeRecord[]): WeatherNoticeView {
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    byArea: groupBy(all, ({ area }) => area),
    near: createNearbyIndex(all, ({ place }) => place),
  }
}

const COLUMNS = ['id', 'title_zh', 'title_pt', 'title_en', 'published_on', 'lat', 'lng', 'area']

function parseWeatherNotices({ body }: FeedDocument): ParsedFeed<WeatherNoticeRecord> {
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
