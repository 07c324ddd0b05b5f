import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { createOpeningHours, type OpeningHoursValue } from '../../_kit/openingHours.ts'
import { placeOrNull, type PlaceValue } from '../../_kit/place.ts'
import type { TextValue } from '../../_kit/text.ts'
import { packageRoot } from '../../../kit/root.ts'
import { codesOf, EmergencyDepartmentKind, HealthFacilityKind, RecordConfidence } from '../schema/codes.ts'
import {
  parseCsvRecords,
  readCode,
  readCountOrNull,
  readDegreesOrNull,
  readFlagOrNull,
  readList,
  readText,
  readTextOrNull,
  RecordError,
  type Row,
} from './row.ts'

export interface FacilityRecord {
  readonly id: string
  readonly kind: HealthFacilityKind
  readonly name: TextValue
  readonly alsoKnownAs: TextValue | null
  readonly predecessor: TextValue | null
  readonly place: PlaceValue | null
  /** The id of an area; null where the register names none, or where the facility lies outside Macao. */
  readonly area: string | null
  readonly operator: string | null
  readonly phone: string | null
  readonly hasEmergency: boolean | null
  /** Of these the SSM publishes the waits. */
  readonly emergencyDepartments: readonly EmergencyDepartmentKind[]
  readonly beds: number | null
  readonly services: readonly string[]
  readonly openingHours: OpeningHoursValue | null
  /** Whether the hours are those of all SSM offices and not the facility's own. */
  readonly hasStandardHours: boolean
  readonly confidence: RecordConfidence
  readonly note: string | null
}

export const facilities: FeedDescriptor<FacilityRecord> = {
  id: 'ssm-facilities',
  title: {
    zh: '醫療衛生機構登記冊',
    pt: 'Registo de unidades de saúde',
    en: 'Register of health facilities',
  },
  intervalSeconds: 86_400,
  bundled: {
    url: new URL('subgraphs/health/data/facilities.csv', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  parse: parseFacilities,
}

const COLUMNS = [
  'id',
  'kind',
  'name_zh',
  'name_pt',
  'name_en',
  'parish',
  'lat',
  'lng',
  'operator',
  'phone',
  'emergency',
  'emergency_departments',
  'beds_approx',
  'services',
  'opening_hours',
  'opening_hours_basis',
  'confidence',
  'note',
]
const KINDS = codesOf(HealthFacilityKind, '_')
const CONFIDENCES = codesOf(RecordConfidence, '_')
const DEPARTMENTS = codesOf(EmergencyDepartmentKind, '_')
const OUTSIDE_MACAO = 'outside-macao'

function parseFacilities({ body }: FeedDocument): ParsedFeed<FacilityRecord> {
  return parseCsvRecords(body, COLUMNS, parseFacility)
}

function parseFacility(row: Row): FacilityRecord {
  const area = readTextOrNull(row, 'parish')
  const hours = readTextOrNull(row, 'opening_hours')
  return {
    id: readText(row, 'id'),
    kind: readCode(row, 'kind', KINDS),
    name: {
      zh: readText(row, 'name_zh'),
      pt: readTextOrNull(row, 'name_pt'),
      en: readTextOrNull(row, 'name_en'),
    },
    alsoKnownAs: textOrNull(readTextOrNull(row, 'also_known_as'), null),
    predecessor: textOrNull(readTextOrNull(row, 'predecessor_zh'), readTextOrNull(row, 'predecessor_pt')),
    place: placeOrNull(readDegreesOrNull(row, 'lat'), readDegreesOrNull(row, 'lng')),
    area: area === OUTSIDE_MACAO ? null : area,
    operator: readTextOrNull(row, 'operator'),
    phone: readTextOrNull(row, 'phone'),
    hasEmergency: readFlagOrNull(row, 'emergency'),
    emergencyDepartments: readList(row, 'emergency_departments').map(parseDepartment),
    beds: readCountOrNull(row, 'beds_approx'),
    services: readList(row, 'services'),
    openingHours: hours === null ? null : createOpeningHours(hours, hours),
    hasStandardHours: readTextOrNull(row, 'opening_hours_basis') === 'standard',
    confidence: readCode(row, 'confidence', CONFIDENCES),
    note: readTextOrNull(row, 'note'),
  }
}

function textOrNull(zh: string | null, pt: string | null): TextValue | null {
  return zh === null && pt === null ? null : { zh, pt, en: null }
}

function parseDepartment(code: string): EmergencyDepartmentKind {
  const department = DEPARTMENTS.get(code)
  if (department) return department
  throw new RecordError('emergency_departments', `any of ${[...DEPARTMENTS.keys()].join(', ')}`, code)
}
