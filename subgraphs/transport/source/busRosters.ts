import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { bundledFile } from './bundled.ts'
import { readText } from './fields.ts'
import { parseRecords } from './parseRecords.ts'

/** Which roster drives a bus; the operators' staff data, for the bureau alone. */
export interface BusRosterRecord {
  readonly bus: string
  readonly rosterId: string
}

export function createBusRostersFeed(surroundings: FeedSurroundings): Feed<BusRosterRecord> {
  return createFeed(
    {
      id: 'dsat-bus-rosters',
      title: { zh: '巴士司機更表', pt: 'Escalas de serviço dos autocarros', en: 'Duty rosters of buses' },
      intervalSeconds: 3600,
      confidential: 'records',
      types: ['Bus'],
      bundled: bundledFile('dsat-bus-rosters.csv'),
      parse: parseBusRosters,
    },
    surroundings,
  )
}

export function parseBusRosters({ body }: FeedDocument): ParsedFeed<BusRosterRecord> {
  return parseRecords(
    parseCsvDocument(body, ['BUS_CODE', 'ROSTER_ID', 'SAMPLE']),
    (row) => row.BUS_CODE ?? '',
    (row) => ({ bus: readText(row, 'BUS_CODE'), rosterId: readText(row, 'ROSTER_ID') }),
    ({ bus }) => bus,
  )
}
