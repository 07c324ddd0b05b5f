import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { id, whole } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import type { EmergencyDepartmentKind } from '../schema/codes.ts'
import { DEPARTMENT, EMERGENCY_STEP_SECONDS } from './emergencyWaits.ts'
import { parseReply } from './reply.ts'

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
  limits: { floor: 5, mayLose: 0.5 },
  module: import.meta.url,
  parse: parseTriage,
}

function parseTriage(document: FeedDocument): ParsedFeed<TriageRecord> {
  const { items, ...told } = parseReply(document)
  const parsed = readRecords(items, {
    namedBy: ['facility_id', 'department', 'triage_level'],
    parse(record) {
      const level = record.required('triage_level', whole)
      if (!TRIAGE_LEVELS.some((known) => known === level))
        record.reject('triage_level', 'a level from 1 to 5')
      return {
        facility: record.required('facility_id', id),
        department: record.required('department', DEPARTMENT),
        level,
        waitingPatients: record.optional('waiting_patients', whole),
      }
    },
    keyOf: ({ facility, department, level }) => `${facility} ${department} ${level}`,
    ignores: ['observed_at', 'sample'],
  })
  return { ...parsed, ...told }
}
