import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { id, partsOf, text, wordOf } from '../../_kit/fieldTypes.ts'
import { createOpeningHours, type OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'

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

export const borderCheckpoints: FeedDescriptor<BorderCheckpointRecord> = {
  id: 'psp-checkpoints',
  title: { zh: '出入境口岸', pt: 'Postos fronteiriços', en: 'Border checkpoints' },
  intervalSeconds: 86_400,
  bundled: bundledFile('psp-checkpoints.csv'),
  limits: { floor: 7, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseBorderCheckpoints,
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
  return readRecords(parseCsvDocument(body, COLUMNS), {
    namedBy: ['ID'],
    parse: parseCheckpoint,
    keyOf: ({ id }) => id,
  })
}

const MODES = partsOf(wordOf(CrossingMode), ' ')
const PORT_IDS = partsOf(id, ' ')

function parseCheckpoint(record: RecordReader): BorderCheckpointRecord {
  const hours = record.optional('HOURS', text)
  const rules = record.optional('OPENING_HOURS', text)
  return {
    id: record.required('ID', id),
    name: record.name('NAME', 'NAME_POR', 'NAME_EN'),
    place: record.place('LATITUDE', 'LONGITUDE'),
    area: record.optional('AREA', id),
    openingHours: hours === null ? null : createOpeningHours(hours, rules),
    modes: record.required('MODES', MODES),
    portIds: record.optional('PSP_PORT_IDS', PORT_IDS) ?? [],
    remarks: record.optional('REMARKS', text),
  }
}
