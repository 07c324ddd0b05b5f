import { isRecord } from '../../../kit/isRecord.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { FeedFormatError, parseJsonDocument } from '../../_kit/feedFormats.ts'
import { codeOf, id, observed, slashedTime } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { BorderStatusLevel, CrossingDirection } from '../borderStatusLevel.ts'
import { replayedFolder } from './bundled.ts'

/** What the police publish of one hall in one direction; a checkpoint has one or several halls. */
export interface HallStatusRecord {
  readonly portId: string
  readonly direction: CrossingDirection
  readonly level: BorderStatusLevel
  readonly observedAt: string | null
  readonly isOld: boolean
  readonly sample: boolean
}

export const borderStatus: FeedDescriptor<HallStatusRecord> = {
  id: 'psp-border-status',
  title: {
    zh: '口岸通關實況',
    pt: 'Situação nos postos fronteiriços',
    en: 'Status of border checkpoints',
  },
  intervalSeconds: 60,
  method: 'POST',
  body: () => '{}',
  bundled: replayedFolder('psp-border-status', 60),
  limits: { floor: 8, mayLose: 0.5 },
  module: import.meta.url,
  parse: parseBorderStatus,
}

const LEVEL = codeOf(
  new Map([
    ['0', BorderStatusLevel.UNKNOWN],
    ['1', BorderStatusLevel.CLEAR],
    ['2', BorderStatusLevel.BUSY],
    ['3', BorderStatusLevel.CROWDED],
    ['4', BorderStatusLevel.DIVERSION],
    ['5', BorderStatusLevel.CLOSED],
    ['7', BorderStatusLevel.CLOSED],
    ['8', BorderStatusLevel.CLOSED],
    ['100', BorderStatusLevel.UNKNOWN],
  ]),
)

const DIRECTION = codeOf(
  new Map([
    ['E', CrossingDirection.ENTERING],
    ['D', CrossingDirection.LEAVING],
  ]),
)

export function parseBorderStatus(document: FeedDocument): ParsedFeed<HallStatusRecord> {
  const time = observed(slashedTime, document)
  return readRecords(readHallRows(document.body), {
    namedBy: ['Pn', 'Id'],
    parse: (record) => ({
      portId: record.required('Pn', id),
      direction: record.required('Id', DIRECTION),
      level: record.required('St', LEVEL),
      observedAt: record.optional('Ti', time),
      isOld: record.raw('Os') === '1',
      sample: record.sample('Sample'),
    }),
    keyOf: ({ portId, direction }) => `${portId} ${direction}`,
    ignores: ['Vt', 'Mp', 'Mc'],
  })
}

/** The answer is JSON whose one value "d" is a string that holds JSON again. */
function readHallRows(body: string): readonly unknown[] {
  const envelope = parseJsonDocument(body)
  if (!isRecord(envelope) || typeof envelope.d !== 'string')
    throw new FeedFormatError('an object whose "d" is a string of JSON', body.slice(0, 60))
  const answer = parseJsonDocument(envelope.d)
  if (!isRecord(answer) || answer.Rs !== true || !Array.isArray(answer.Rt))
    throw new FeedFormatError('an answer whose "Rs" is true', envelope.d.slice(0, 60))
  return answer.Rt
}
