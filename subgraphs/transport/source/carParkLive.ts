import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseXmlList } from '../../_kit/feedFormats.ts'
import { flag, id, observed, usTime, whole } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { replayedFolder } from './bundled.ts'

/** What the counters of one car park say; a count that they do not give is null, and 0 is a real zero. */
export interface CarParkLiveRecord {
  readonly id: string
  readonly cars: number | null
  readonly motorcycles: number | null
  readonly electricCars: number | null
  readonly electricMotorcycles: number | null
  readonly accessible: number | null
  readonly observedAt: string | null
  readonly underMaintenance: boolean
  readonly sample: boolean
}

export const carParkLive: FeedDescriptor<CarParkLiveRecord> = {
  id: 'dsat-carpark-live',
  title: {
    zh: '公共停車場即時空位',
    pt: 'Lugares vagos nos parques de estacionamento públicos',
    en: 'Free spaces of public car parks',
  },
  intervalSeconds: 10,
  bundled: replayedFolder('dsat-carpark-live', 10),
  limits: { floor: 40, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseCarParkLive,
}

export function parseCarParkLive(document: FeedDocument): ParsedFeed<CarParkLiveRecord> {
  const { items, remarks } = parseXmlList(document.body, 'CarPark', 'Car_park_info')
  const time = observed(usTime, document)
  const parsed = readRecords(items, {
    namedBy: ['ID'],
    parse: (record) => ({
      id: record.required('ID', id),
      cars: record.optional('Car_CNT', whole),
      motorcycles: record.optional('MB_CNT', whole),
      electricCars: record.optional('ELC_CNT', whole),
      electricMotorcycles: record.optional('OT_A_CNT', whole),
      accessible: record.optional('DC_CNT', whole),
      observedAt: record.optional('Time', time),
      underMaintenance: record.required('maintenance', flag),
      sample: record.sample('sample'),
    }),
    keyOf: ({ id }) => id,
    ignores: ['name'],
  })
  return { ...parsed, remarks }
}
