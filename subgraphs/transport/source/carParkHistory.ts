import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { dashedTime, id, observed, whole } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { bundledFile } from './bundled.ts'

/** How many car spaces a car park had free at one of the five-minute marks. */
export interface CarParkHistoryRecord {
  readonly carPark: string
  readonly at: string
  readonly cars: number | null
  readonly sample: boolean
}

export const carParkHistory: FeedDescriptor<CarParkHistoryRecord> = {
  id: 'dsat-carpark-history',
  title: {
    zh: '公共停車場五分鐘空位紀錄',
    pt: 'Histórico de lugares vagos, de cinco em cinco minutos',
    en: 'Five-minute history of free car spaces',
  },
  intervalSeconds: 300,
  confidential: 'records',
  types: ['OccupancyPoint'],
  bundled: bundledFile('dsat-carpark-history.csv'),
  limits: { floor: 40, mayLose: 0.5 },
  module: import.meta.url,
  parse: parseCarParkHistory,
}

export function parseCarParkHistory(document: FeedDocument): ParsedFeed<CarParkHistoryRecord> {
  const time = observed(dashedTime, document)
  return readRecords(parseCsvDocument(document.body, ['CP_ID', 'TIME', 'CAR_CNT', 'SAMPLE']), {
    namedBy: ['CP_ID', 'TIME'],
    parse: (record) => ({
      carPark: record.required('CP_ID', id),
      at: record.required('TIME', time),
      cars: record.optional('CAR_CNT', whole),
      sample: record.sample('SAMPLE'),
    }),
    keyOf: ({ carPark, at }) => `${carPark} ${at}`,
  })
}
