import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { bundledFile } from './bundled.ts'
import { readCode, readText, readWhole, type Row } from './fields.ts'
import { RecordError, parseRecords } from './parseRecords.ts'

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

export function createBusHeadwaysFeed(surroundings: FeedSurroundings): Feed<HeadwayRecord> {
  return createFeed(
    {
      id: 'dsat-bus-headways',
      title: { zh: '巴士班次', pt: 'Frequência das carreiras', en: 'Headways of bus routes' },
      intervalSeconds: 86_400,
      bundled: bundledFile('dsat-bus-headways.csv'),
      parse: parseBusHeadways,
    },
    surroundings,
  )
}

const DAYS = new Map([
  ['每日', ServiceDays.DAILY],
  ['星期一至五（公眾假期除外）', ServiceDays.MONDAY_TO_FRIDAY],
  ['星期一至六（公眾假期除外）', ServiceDays.MONDAY_TO_SATURDAY],
  ['星期六（公眾假期除外）', ServiceDays.SATURDAY],
  ['星期六、日及公眾假期', ServiceDays.SATURDAY_SUNDAY_HOLIDAYS],
  ['星期日及公眾假期', ServiceDays.SUNDAY_HOLIDAYS],
])

export function parseBusHeadways({ body }: FeedDocument): ParsedFeed<HeadwayRecord> {
  return parseRecords(
    parseCsvDocument(body, ['ROUTE_NO', 'DAYS', 'FROM', 'TO', 'MIN', 'MAX']),
    (row) => `${row.ROUTE_NO} ${row.DAYS} ${row.FROM}`,
    parseHeadway,
    ({ route, days, startTime }) => `${route} ${days} ${startTime}`,
  )
}

function parseHeadway(row: Row): HeadwayRecord {
  return {
    route: readText(row, 'ROUTE_NO'),
    days: readCode(row, 'DAYS', DAYS),
    startTime: readClockTime(row, 'FROM'),
    endTime: readClockTime(row, 'TO'),
    minMinutes: readWhole(row, 'MIN'),
    maxMinutes: readWhole(row, 'MAX'),
  }
}

function readClockTime(row: Row, field: string): string {
  const time = readText(row, field)
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new RecordError(field, 'a time "HH:MM"', time)
  return time
}
