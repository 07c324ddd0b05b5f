import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { bundledFile } from './bundled.ts'
import { readSample, readText, readWhole, type Row } from './fields.ts'
import { RecordError, parseRecords } from './parseRecords.ts'
import { readDashedTime } from './times.ts'

/** People who crossed in one hour, by the country or region of their travel document. */
export interface BorderFlowRecord {
  readonly checkpoint: string
  readonly hour: string
  readonly nationality: string
  readonly entering: number
  readonly leaving: number
  readonly sample: boolean
}

export function createBorderFlowFeed(surroundings: FeedSurroundings): Feed<BorderFlowRecord> {
  return createFeed(
    {
      id: 'psp-border-flow',
      title: {
        zh: '口岸每小時人流',
        pt: 'Movimento horário nos postos fronteiriços',
        en: 'Hourly border crossings',
      },
      intervalSeconds: 3600,
      confidential: 'records',
      types: ['NationalityFlow'],
      bundled: bundledFile('psp-border-flow.csv'),
      parse: parseBorderFlow,
    },
    surroundings,
  )
}

export function parseBorderFlow({ body }: FeedDocument): ParsedFeed<BorderFlowRecord> {
  return parseRecords(
    parseCsvDocument(body, ['CHECKPOINT', 'HOUR', 'NATIONALITY', 'ENTERING', 'LEAVING', 'SAMPLE']),
    (row) => `${row.CHECKPOINT} ${row.HOUR} ${row.NATIONALITY}`,
    parseFlow,
    ({ checkpoint, hour, nationality }) => `${checkpoint} ${hour} ${nationality}`,
  )
}

function parseFlow(row: Row): BorderFlowRecord {
  const hour = readDashedTime(row, 'HOUR')
  if (hour === null) throw new RecordError('HOUR', 'the hour in which it begins', row.HOUR)
  return {
    checkpoint: readText(row, 'CHECKPOINT'),
    hour,
    nationality: readText(row, 'NATIONALITY'),
    entering: readWhole(row, 'ENTERING'),
    leaving: readWhole(row, 'LEAVING'),
    sample: readSample(row, 'SAMPLE'),
  }
}
