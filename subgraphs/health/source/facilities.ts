import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { flag, id, partsOf, text, whole, wordOf } from '../../_kit/fieldTypes.ts'
import { createOpeningHours, type OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { EmergencyDepartmentKind, HealthFacilityKind, RecordConfidence } from '../schema/codes.ts'

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
  limits: { floor: 30, mayLose: 0.2 },
  module: import.meta.url,
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

const KIND = wordOf(HealthFacilityKind)
const CONFIDENCE = wordOf(RecordConfidence)
const DEPARTMENTS = partsOf(wordOf(EmergencyDepartmentKind), '|')
const SERVICES = partsOf(text, '|')
const OUTSIDE_MACAO = 'outside-macao'

function parseFacilities({ body }: FeedDocument): ParsedFeed<FacilityRecord> {
  return readRecords(parseCsvDocument(body, COLUMNS), {
    namedBy: ['id'],
    parse: parseFacility,
    keyOf: ({ id }) => id,
  })
}

function parseFacility(record: RecordReader): FacilityRecord {
  const area = record.optional('parish', id)
  const hours = record.optional('opening_hours', text)
  return {
    id: record.required('id', id),
    kind: record.required('kind', KIND),
    name: record.name('name_zh', 'name_pt', 'name_en'),
    alsoKnownAs: textOrNull(record.texts('also_known_as', null, null)),
    predecessor: textOrNull(record.texts('predecessor_zh', 'predecessor_pt', null)),
    place: record.place('lat', 'lng'),
    area: area === OUTSIDE_MACAO ? null : area,
    operator: record.optional('operator', text),
    phone: record.optional('phone', text),
    hasEmergency: record.optional('emergency', flag),
    emergencyDepartments: record.optional('emergency_departments', DEPARTMENTS) ?? [],
    beds: record.optional('beds_approx', whole),
    services: record.optional('services', SERVICES) ?? [],
    openingHours: hours === null ? null : createOpeningHours(hours, hours),
    hasStandardHours: record.optional('opening_hours_basis', text) === 'standard',
    confidence: record.required('confidence', CONFIDENCE),
    note: record.optional('note', text),
  }
}

function textOrNull(text: TextValue): TextValue | null {
  return (text.zh ?? text.pt ?? text.en) ? text : null
}
