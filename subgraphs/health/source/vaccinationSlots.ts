import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { packageRoot } from '../../../kit/root.ts'
import { readShiftedInstant } from './emergencyWaits.ts'
import { parseJsonRecords, readCountOrNull, readFlag, readText, type Row } from './row.ts'

export interface SlotsRecord {
  /** The source names a site in Chinese, and nothing else says which one it is. */
  readonly site: string
  readonly vaccine: string
  readonly bookable: number | null
  readonly offersWalkIn: boolean
  readonly walkIn: number | null
  readonly observedAt: string
  readonly sample: boolean
}

const STEP_SECONDS = 1800

export const vaccinationSlots: FeedDescriptor<SlotsRecord> = {
  id: 'ssm-vaccination-slots',
  title: {
    zh: '疫苗接種餘額',
    pt: 'Vagas de vacinação',
    en: 'Vaccination slots left',
  },
  intervalSeconds: STEP_SECONDS,
  types: ['VaccinationSlots'],
  bundled: {
    url: new URL('subgraphs/health/data/vaccination-slots/', packageRoot),
    recordedAt: '2026-11-22T14:00:00+08:00',
    replayStepSeconds: STEP_SECONDS,
  },
  parse: parseSlots,
}

/** Written in place of a number where a site takes nobody without a booking. */
const NOT_OFFERED = '---'

function parseSlots({ body, shiftMilliseconds }: FeedDocument): ParsedFeed<SlotsRecord> {
  return parseJsonRecords(body, (row) => parseSlotsRecord(row, shiftMilliseconds))
}

function parseSlotsRecord(row: Row, shiftMilliseconds: number): SlotsRecord {
  const offersWalkIn = row.slots_walk_in !== NOT_OFFERED
  return {
    site: readText(row, 'site'),
    vaccine: readText(row, 'vaccine'),
    bookable: readCountOrNull(row, 'slots_bookable'),
    offersWalkIn,
    walkIn: offersWalkIn ? readCountOrNull(row, 'slots_walk_in') : null,
    observedAt: readShiftedInstant(row, 'as_of', shiftMilliseconds),
    sample: readFlag(row, 'sample'),
  }
}
