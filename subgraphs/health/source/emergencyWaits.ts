import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { id, isoTime, observed, whole, wordOf } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { EmergencyDepartmentKind, EmergencyWaitStatus } from '../schema/codes.ts'
import { parseReply } from './reply.ts'

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
  limits: { floor: 2, mayLose: 0.5 },
  module: import.meta.url,
  parse: parseWaits,
}

export const DEPARTMENT = wordOf(EmergencyDepartmentKind)
const STATUS = wordOf(EmergencyWaitStatus)

function parseWaits(document: FeedDocument): ParsedFeed<WaitRecord> {
  const { items, ...told } = parseReply(document)
  const time = observed(isoTime, document)
  const parsed = readRecords(items, {
    namedBy: ['facility_id', 'department'],
    parse: (record) => ({
      facility: record.required('facility_id', id),
      department: record.required('department', DEPARTMENT),
      observedAt: record.required('observed_at', time),
      waitingPatients: record.optional('waiting_patients', whole),
      minutesAvg: record.optional('wait_minutes_avg', whole),
      minutesP90: record.optional('wait_minutes_p90', whole),
      status: record.optional('status', STATUS),
      sample: record.sample('sample'),
    }),
    keyOf: ({ facility, department }) => `${facility} ${department}`,
    ignores: ['triage_level'],
  })
  return { ...parsed, ...told }
}
