import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { id, text } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { bundledFile } from './bundled.ts'

/** Which roster drives a bus; the operators' staff data, for the bureau alone. */
export interface BusRosterRecord {
  readonly bus: string
  readonly rosterId: string
}

export const busRosters: FeedDescriptor<BusRosterRecord> = {
  id: 'dsat-bus-rosters',
  title: { zh: '巴士司機更表', pt: 'Escalas de serviço dos autocarros', en: 'Duty rosters of buses' },
  intervalSeconds: 3600,
  confidential: 'records',
  types: ['Bus'],
  bundled: bundledFile('dsat-bus-rosters.csv'),
  limits: { floor: 1, mayLose: null },
  module: import.meta.url,
  parse: parseBusRosters,
}

export function parseBusRosters({ body }: FeedDocument): ParsedFeed<BusRosterRecord> {
  return readRecords(parseCsvDocument(body, ['BUS_CODE', 'ROSTER_ID', 'SAMPLE']), {
    namedBy: ['BUS_CODE'],
    parse: (record) => ({
      bus: record.required('BUS_CODE', id),
      rosterId: record.required('ROSTER_ID', text),
    }),
    keyOf: ({ bus }) => bus,
    ignores: ['SAMPLE'],
  })
}
