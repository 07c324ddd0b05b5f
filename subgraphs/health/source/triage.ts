import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { packageRoot } from '../../../kit/root.ts'
import type { EmergencyDepartmentKind } from '../schema/codes.ts'
import { DEPARTMENT_CODES, EMERGENCY_STEP_SECONDS } from './emergencyWaits.ts'
import {
  parseJsonRecords,
  readCode,
  readCount,
  readCountOrNull,
  readText,
  RecordError,
  type Row,
} from './row.ts'

export interface TriageRecord {
  readonly facility: string
  readonly department: EmergencyDepartmentKind
  /** 1 is the most urgent, 5 the least. */
  readonly level: number
  readonly waitingPatients: number | null
}

export const TRIAGE_LEVELS = [1, 2, 3, 4, 5] as const

export const triage: FeedDescriptor<TriageRecord> = {
  id: 'ssm-triage',
  title: {
    zh: '急診分流級別輪候人數',
    pt: 'Doentes em espera por nível de triagem',
    en: 'Patients waiting by triage level',
  },
  intervalSeconds: EMERGENCY_STEP_SECONDS,
  confidential: 'records',
  types: ['EmergencyDepartment'],
  bundled: {
    url: new URL('subgraphs/health/data/triage/', packageRoot),
    recordedAt: '2026-11-22T14:20:00+08:00',
    replayStepSeconds: EMERGENCY_STEP_SECONDS,
  },
  parse: parseTriage,
}

function parseTriage({ body }: FeedDocument): ParsedFeed<TriageRecord> {
  return parseJsonRecords(body, parseTriageRecord)
}

function parseTriageRecord(row: Row): TriageRecord {
  const level = readCount(row, 'triage_level')
  if (!TRIAGE_LEVELS.some((known) => known === level))
    throw new RecordError('triage_level', 'a level from 1 to 5', level)
  return {
    facility: readText(row, 'facility_id'),
    department: readCode(row, 'department', DEPARTMENT_CODES),
    level,
    waitingPatients: readCountOrNull(row, 'waiting_patients'),
  }
}
