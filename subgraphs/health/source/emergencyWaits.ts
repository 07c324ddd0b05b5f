import { formatDateTime } from '../../../schema/scalars.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { packageRoot } from '../../../kit/root.ts'
import { codesOf, EmergencyDepartmentKind, EmergencyWaitStatus } from '../schema/codes.ts'
import {
  parseJsonRecords,
  readCode,
  readCountOrNull,
  readFlag,
  readInstant,
  readText,
  readTextOrNull,
  type Row,
} from './row.ts'

export interface WaitRecord {
  readonly facility: string
  readonly department: EmergencyDepartmentKind
  /** ISO 8601, moved to the present where a recorded frame is replayed. */
  readonly observedAt: string
  readonly waitingPatients: number | null
  readonly minutesAvg: number | null
  readonly minutesP90: number | null
  readonly status: EmergencyWaitStatus | null
  readonly sample: boolean
}

export const EMERGENCY_STEP_SECONDS = 300

export const emergencyWaits: FeedDescriptor<WaitRecord> = {
  id: 'ssm-emergency-waits',
  title: {
    zh: '急診輪候時間',
    pt: 'Tempos de espera nas urgências',
    en: 'Waiting times of emergency departments',
  },
  intervalSeconds: EMERGENCY_STEP_SECONDS,
  types: ['EmergencyDepartment'],
  bundled: {
    url: new URL('subgraphs/health/data/emergency-waits/', packageRoot),
    recordedAt: '2026-11-22T14:20:00+08:00',
    replayStepSeconds: EMERGENCY_STEP_SECONDS,
  },
  parse: parseWaits,
}

export const DEPARTMENT_CODES = codesOf(EmergencyDepartmentKind, '_')
const STATUSES = codesOf(EmergencyWaitStatus, '_')

function parseWaits({ body, shiftMilliseconds }: FeedDocument): ParsedFeed<WaitRecord> {
  return parseJsonRecords(body, (row) => parseWait(row, shiftMilliseconds))
}

function parseWait(row: Row, shiftMilliseconds: number): WaitRecord {
  return {
    facility: readText(row, 'facility_id'),
    department: readCode(row, 'department', DEPARTMENT_CODES),
    observedAt: readShiftedInstant(row, 'observed_at', shiftMilliseconds),
    waitingPatients: readCountOrNull(row, 'waiting_patients'),
    minutesAvg: readCountOrNull(row, 'wait_minutes_avg'),
    minutesP90: readCountOrNull(row, 'wait_minutes_p90'),
    status: readTextOrNull(row, 'status') === null ? null : readCode(row, 'status', STATUSES),
    sample: readFlag(row, 'sample'),
  }
}

/** A time of a replayed frame, moved to the present. */
export function readShiftedInstant(row: Row, field: string, shiftMilliseconds: number): string {
  return formatDateTime(new Date(readInstant(row, field).getTime() + shiftMilliseconds))
}
