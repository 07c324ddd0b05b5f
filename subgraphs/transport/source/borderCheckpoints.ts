import {
  createFeed,
  type Feed,
  type FeedDocument,
  type FeedSurroundings,
  type ParsedFeed,
} from '../../_kit/feed.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { createOpeningHours, type OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'
import { readName, readPlace, readText, readTextOrNull, type Row } from './fields.ts'
import { RecordError, parseRecords } from './parseRecords.ts'

export interface BorderCheckpointRecord {
  readonly id: string
  readonly name: TextValue
  readonly place: PlaceValue | null
  readonly area: string | null
  readonly openingHours: OpeningHoursValue | null
  readonly modes: readonly CrossingMode[]
  /** The ids under which the police publish the status of its halls; none for the airport. */
  readonly portIds: readonly string[]
  readonly remarks: string | null
}

export enum CrossingMode {
  FOOT = 'FOOT',
  VEHICLE = 'VEHICLE',
  LRT = 'LRT',
  COACH = 'COACH',
  GOODS = 'GOODS',
  FERRY = 'FERRY',
  HELICOPTER = 'HELICOPTER',
  AIR = 'AIR',
}

export function createBorderCheckpointsFeed(surroundings: FeedSurroundings): Feed<BorderCheckpointRecord> {
  return createFeed(
    {
      id: 'psp-checkpoints',
      title: { zh: '出入境口岸', pt: 'Postos fronteiriços', en: 'Border checkpoints' },
      intervalSeconds: 86_400,
      bundled: bundledFile('psp-checkpoints.csv'),
      parse: parseBorderCheckpoints,
    },
    surroundings,
  )
}

const COLUMNS = [
  'ID',
  'NAME',
  'NAME_POR',
  'NAME_EN',
  'AREA',
  'LATITUDE',
  'LONGITUDE',
  'HOURS',
  'OPENING_HOURS',
  'MODES',
  'PSP_PORT_IDS',
  'REMARKS',
]

export function parseBorderCheckpoints({ body }: FeedDocument): ParsedFeed<BorderCheckpointRecord> {
  return parseRecords(
    parseCsvDocument(body, COLUMNS),
    (row) => row.ID ?? '',
    parseCheckpoint,
    ({ id }) => id,
  )
}

function parseCheckpoint(row: Row): BorderCheckpointRecord {
  const hours = readTextOrNull(row, 'HOURS')
  return {
    id: readText(row, 'ID'),
    name: readName(row, 'NAME', 'NAME_POR', 'NAME_EN'),
    place: readPlace(row, 'LATITUDE', 'LONGITUDE'),
    area: readTextOrNull(row, 'AREA'),
    openingHours: hours === null ? null : createOpeningHours(hours, readTextOrNull(row, 'OPENING_HOURS')),
    modes: readModes(row),
    portIds: readTextOrNull(row, 'PSP_PORT_IDS')?.split(' ') ?? [],
    remarks: readTextOrNull(row, 'REMARKS'),
  }
}

const MODES = new Map<string, CrossingMode>(
  Object.values(CrossingMode).map((mode) => [mode.toLowerCase(), mode]),
)

function readModes(row: Row): readonly CrossingMode[] {
  return readText(row, 'MODES')
    .split(' ')
    .map((word) => {
      const mode = MODES.get(word)
      if (mode === undefined) throw new RecordError('MODES', `some of ${[...MODES.keys()].join(', ')}`, word)
      return mode
    })
}
