import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { FeedFormatError, isRecord, parseJsonDocument } from '../../_kit/feedFormats.ts'
import { BorderStatusLevel, CrossingDirection } from '../borderStatusLevel.ts'
import { replayedFolder } from './bundled.ts'
import { readCode, readSample, readText, type Row } from './fields.ts'
import { parseRecords } from './parseRecords.ts'
import { readSlashedTime } from './times.ts'

/** What the police publish of one hall in one direction; a checkpoint has one or several halls. */
export interface HallStatusRecord {
  readonly portId: string
  readonly direction: CrossingDirection
  readonly level: BorderStatusLevel
  readonly observedAt: string | null
  readonly isOld: boolean
  readonly sample: boolean
}

export function createBorderStatusFeed(surroundings: FeedSurroundings): Feed<HallStatusRecord> {
  return createFeed(
    {
      id: 'psp-border-status',
      title: {
        zh: '口岸通關實況',
        pt: 'Situação nos postos fronteiriços',
        en: 'Status of border checkpoints',
      },
      intervalSeconds: 60,
      method: 'POST',
      body: '{}',
      bundled: replayedFolder('psp-border-status', 60),
      parse: parseBorderStatus,
    },
    surroundings,
  )
}

const LEVELS = new Map([
  ['0', BorderStatusLevel.UNKNOWN],
  ['1', BorderStatusLevel.CLEAR],
  ['2', BorderStatusLevel.BUSY],
  ['3', BorderStatusLevel.CROWDED],
  ['4', BorderStatusLevel.DIVERSION],
  ['5', BorderStatusLevel.CLOSED],
  ['7', BorderStatusLevel.CLOSED],
  ['8', BorderStatusLevel.CLOSED],
  ['100', BorderStatusLevel.UNKNOWN],
])

const DIRECTIONS = new Map([
  ['E', CrossingDirection.ENTERING],
  ['D', CrossingDirection.LEAVING],
])

export function parseBorderStatus({ body, shiftMilliseconds }: FeedDocument): ParsedFeed<HallStatusRecord> {
  return parseRecords(
    readHallRows(body),
    (row) => `${String(row.Pn ?? '')} ${String(row.Id ?? '')}`.trim(),
    (row) => parseHall(row, shiftMilliseconds),
    ({ portId, direction }) => `${portId} ${direction}`,
  )
}

/** The answer is JSON whose one value "d" is a string that holds JSON again. */
function readHallRows(body: string): readonly Row[] {
  const envelope = parseJsonDocument(body)
  if (!isRecord(envelope) || typeof envelope.d !== 'string')
    throw new FeedFormatError('an object whose "d" is a string of JSON', body.slice(0, 60))
  const answer = parseJsonDocument(envelope.d)
  if (!isRecord(answer) || answer.Rs !== true || !Array.isArray(answer.Rt))
    throw new FeedFormatError('an answer whose "Rs" is true', envelope.d.slice(0, 60))
  return answer.Rt.filter(isRecord)
}

function parseHall(row: Row, shiftMilliseconds: number): HallStatusRecord {
  return {
    portId: readText(row, 'Pn'),
    direction: readCode(row, 'Id', DIRECTIONS),
    level: readCode(row, 'St', LEVELS),
    observedAt: readSlashedTime(row, 'Ti', shiftMilliseconds),
    isOld: row.Os === '1',
    sample: readSample(row, 'Sample'),
  }
}
