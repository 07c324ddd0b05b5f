import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { clockTime, codeOf, id, whole } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { bundledFile } from './bundled.ts'

export interface HeadwayRecord {
  readonly route: string
  readonly days: ServiceDays
  readonly startTime: string
  readonly endTime: string
  readonly minMinutes: number
  readonly maxMinutes: number
}

export enum ServiceDays {
  DAILY = 'DAILY',
  MONDAY_TO_FRIDAY = 'MONDAY_TO_FRIDAY',
  MONDAY_TO_SATURDAY = 'MONDAY_TO_SATURDAY',
  SATURDAY = 'SATURDAY',
  SATURDAY_SUNDAY_HOLIDAYS = 'SATURDAY_SUNDAY_HOLIDAYS',
  SUNDAY_HOLIDAYS = 'SUNDAY_HOLIDAYS',
}

export const busHeadways: FeedDescriptor<HeadwayRecord> = {
  id: 'dsat-bus-headways',
  title: { zh: '巴士班次', pt: 'Frequência das carreiras', en: 'Headways of bus routes' },
  intervalSeconds: 86_400,
  bundled: bundledFile('dsat-bus-headways.csv'),
  limits: { floor: 100, mayLose: 0.3 },
  module: import.meta.url,
  parse: parseBusHeadways,
}

const DAYS = codeOf(
  new Map([
    ['每日', ServiceDays.DAILY],
    ['星期一至五（公眾假期除外）', ServiceDays.MONDAY_TO_FRIDAY],
    ['星期一至六（公眾假期除外）', ServiceDays.MONDAY_TO_SATURDAY],
    ['星期六（公眾假期除外）', ServiceDays.SATURDAY],
    ['星期六、日及公眾假期', ServiceDays.SATURDAY_SUNDAY_HOLIDAYS],
    ['星期日及公眾假期', ServiceDays.SUNDAY_HOLIDAYS],
  ]),
)

export function parseBusHeadways({ body }: FeedDocument): ParsedFeed<HeadwayRecord> {
  return readRecords(parseCsvDocument(body, ['ROUTE_NO', 'DAYS', 'FROM', 'TO', 'MIN', 'MAX']), {
    namedBy: ['ROUTE_NO', 'DAYS', 'FROM'],
    parse: (record) => ({
      route: record.required('ROUTE_NO', id),
      days: record.required('DAYS', DAYS),
      startTime: record.required('FROM', clockTime),
      endTime: record.required('TO', clockTime),
      minMinutes: record.required('MIN', whole),
      maxMinutes: record.required('MAX', whole),
    }),
    keyOf: ({ route, days, startTime }) => `${route} ${days} ${startTime}`,
  })
}
