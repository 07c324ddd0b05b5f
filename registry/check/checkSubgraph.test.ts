import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import type { Finding } from '../findings.ts'
import { parseUsable, readLiveGraph, type LiveGraph } from '../live/readLive.ts'
import type { UseRecords } from '../use/useRecords.ts'
import { checkSubgraph } from './checkSubgraph.ts'

const HEALTH = readFileSync(new URL('subgraphs/health/schema.graphql', packageRoot), 'utf8')
const TODAY = '2026-11-28'

let live: LiveGraph
beforeAll(() => {
  live = readLiveGraph(packageRoot)
})

function used(
  coordinate: string,
  client: string,
  verified = true,
  lastDay = '2026-11-27',
): UseRecords['uses'][0] {
  return { coordinate, client, verified, lastDay, count: 12 }
}

function useOf(...uses: UseRecords['uses']): UseRecords {
  return { since: '2026-01-01', until: TODAY, uses }
}

/** What a check of the health bureau's schema says besides its exceptions, after this edit. */
async function checkEdit(from: string, to: string, use: UseRecords | null, consents: readonly string[] = []) {
  expect(HEALTH.split(from).length, `the schema has ${from} once`).toBe(2)
  const proposed = parseUsable({ name: 'health', file: 'new.graphql', sdl: HEALTH.replace(from, () => to) })
  const request = { live, proposed, use, today: TODAY, operations: [], allowances: [] }
  const report = await checkSubgraph({ ...request, consents: new Set(consents) })
  return { ...report, findings: report.findings.filter(({ message }) => !message.startsWith('an exception')) }
}

/** "level class id at file:line hits clients". */
function summarise({ level, class: kind, id, place, hits }: Finding): string {
  const clients = hits.map(({ name }) => name).join(', ')
  return `${level} ${kind} ${id} at ${place?.file}:${place?.line}${clients ? ` hits ${clients}` : ''}`
}

/** The line of a text in the bureau's schema as it is live. */
function lineOf(text: string): number {
  return HEALTH.slice(0, HEALTH.indexOf(text)).split('\n').length
}

const LIVE = 'subgraphs/health/schema.graphql'
const USE = useOf(
  used('Hospital.beds', 'bed-finder'),
  used('Query.notifiableDisease', 'disease-map'),
  used('StaffShift.role', 'roster'),
  used('TriageLevelCount.level', 'ambulance'),
  used('EmergencyDepartment.waitStatus', 'waits-app'),
  used('EmergencyWaitStatus.VERY_BUSY', 'waits-app'),
  used('Query.hospitals', 'hospital-list'),
  used('Query.emergencyDepartments', 'waits-board'),
  used('EmergencyDepartment.waitingPatients', 'waits-app'),
  used('EmergencyDepartment.waitMinutesP90', 'waits-app'),
)

const BEDS = '"""Number of beds, approximately; null where not known."""\n  beds: Int\n'
const DISEASE = HEALTH.slice(
  HEALTH.indexOf('  """The notifiable disease of this id, or null."""'),
  HEALTH.indexOf('  """', HEALTH.indexOf('): NotifiableDisease @cacheControl')),
)

describe('each of thirteen changes is told with its class, its place and the clients that it hits:', () => {
  it.each<[what: string, from: string, to: string, findings: readonly string[]]>([
    [
      'a field removed that is in use',
      BEDS,
      '',
      [
        `error convention list-fields:HospitalSortField.BEDS at new.graphql:${lineOf('  BEDS\n') - 2}`,
        `error breaking field-removed:Hospital.beds at ${LIVE}:${lineOf('  beds: Int')} hits bed-finder`,
        `warning convention removed-without-deprecation:Hospital.beds at ${LIVE}:${lineOf('  beds: Int')}`,
      ],
    ],
    [
      'a root field removed',
      DISEASE,
      '',
      [
        `error breaking field-removed:Query.notifiableDisease at ${LIVE}:${lineOf('  notifiableDisease(')} hits disease-map`,
        `warning convention removed-without-deprecation:Query.notifiableDisease at ${LIVE}:${lineOf('  notifiableDisease(')}`,
      ],
    ],
    [
      'String! -> String',
      'role: String!',
      'role: String',
      [
        `error breaking field-type-changed:StaffShift.role at new.graphql:${lineOf('role: String!')} hits roster`,
        `warning convention null-says-why:StaffShift.role at new.graphql:${lineOf('role: String!')}`,
      ],
    ],
    [
      'Int! -> Float!',
      'level: Int!',
      'level: Float!',
      [
        `error breaking field-type-changed:TriageLevelCount.level at new.graphql:${lineOf('level: Int!')} hits ambulance`,
      ],
    ],
    [
      'an enum value added',
      '  VERY_BUSY\n',
      '  VERY_BUSY\n  """Closed."""\n  CLOSED\n',
      [
        `warning dangerous enum-value-added:EmergencyWaitStatus.CLOSED at new.graphql:${lineOf('  VERY_BUSY\n') + 2} hits waits-app`,
      ],
    ],
    [
      'an enum value removed',
      '  """Much busier than usual."""\n  VERY_BUSY\n',
      '',
      [
        `error breaking enum-value-removed:EmergencyWaitStatus.VERY_BUSY at ${LIVE}:${lineOf('  VERY_BUSY\n')} hits waits-app`,
        `warning convention removed-without-deprecation:EmergencyWaitStatus.VERY_BUSY at ${LIVE}:${lineOf('  VERY_BUSY\n')}`,
      ],
    ],
    [
      'a required argument added',
      '  hospitals(\n',
      '  hospitals(\n    """Its kind."""\n    kind: HealthFacilityKind!\n',
      [
        `error breaking field-argument-added:Query.hospitals(kind:) at new.graphql:${lineOf('  hospitals(\n') + 2} hits hospital-list`,
      ],
    ],
    [
      'a default changed',
      '= WAIT_SHORTEST',
      '= ID',
      [
        `warning dangerous field-argument-default-changed:Query.emergencyDepartments(orderBy:) at new.graphql:${lineOf('= WAIT_SHORTEST')} hits waits-board`,
      ],
    ],
    [
      'a rename without deprecation',
      'null where not published or not known."""\n  waitingPatients: Int',
      'null where not published or not known."""\n  patientsWhoWait: Int',
      [
        `error breaking field-removed:EmergencyDepartment.waitingPatients at ${LIVE}:${lineOf('  waitingPatients: Int')} hits waits-app`,
        `warning convention renamed-without-deprecation:EmergencyDepartment.waitingPatients at ${LIVE}:${lineOf('  waitingPatients: Int')}`,
        `note safe field-added:EmergencyDepartment.patientsWhoWait at new.graphql:${lineOf('  waitingPatients: Int')}`,
      ],
    ],
    [
      '@deprecated without reason',
      '  beds: Int\n',
      '  beds: Int @deprecated\n',
      [
        `error convention deprecated-reason-and-day:Hospital.beds at new.graphql:${lineOf('  beds: Int')}`,
        `note safe field-deprecation-added:Hospital.beds at new.graphql:${lineOf('  beds: Int')} hits bed-finder`,
      ],
    ],
    [
      'max_celsius',
      '  beds: Int\n',
      '  beds: Int\n  """How warm it gets; null where not known."""\n  max_celsius: Float\n',
      [
        `error convention field-camel-case:Hospital.max_celsius at new.graphql:${lineOf('  beds: Int') + 2}`,
        `note safe field-added:Hospital.max_celsius at new.graphql:${lineOf('  beds: Int') + 2}`,
      ],
    ],
    [
      'a lower-case enum value',
      '  VERY_BUSY\n',
      '  VERY_BUSY\n  """Closed."""\n  closed\n',
      [
        `error convention enum-value-capitals:EmergencyWaitStatus.closed at new.graphql:${lineOf('  VERY_BUSY\n') + 2}`,
        `warning dangerous enum-value-added:EmergencyWaitStatus.closed at new.graphql:${lineOf('  VERY_BUSY\n') + 2} hits waits-app`,
      ],
    ],
    [
      'a unit dropped',
      '  waitMinutesP90: Int',
      '  waitP90: Int',
      [
        `error convention unit-in-name:EmergencyDepartment.waitP90 at new.graphql:${lineOf('  waitMinutesP90: Int')}`,
        `error breaking field-removed:EmergencyDepartment.waitMinutesP90 at ${LIVE}:${lineOf('  waitMinutesP90: Int')} hits waits-app`,
        `error convention unit-dropped:EmergencyDepartment.waitMinutesP90 at ${LIVE}:${lineOf('  waitMinutesP90: Int')}`,
        `warning convention renamed-without-deprecation:EmergencyDepartment.waitMinutesP90 at ${LIVE}:${lineOf('  waitMinutesP90: Int')}`,
        `note safe field-added:EmergencyDepartment.waitP90 at new.graphql:${lineOf('  waitMinutesP90: Int')}`,
      ],
    ],
  ])('%s', async (_what, from, to, findings) => {
    const report = await checkEdit(from, to, USE)
    expect(report.findings.map(summarise)).toEqual(findings)
    expect(report.passed).toBe(!findings.some((finding) => finding.startsWith('error')))
  })
})

it('says nothing of the schema that is live', async () => {
  const { findings, passed } = await checkEdit('  beds: Int\n', '  beds: Int\n', null)
  expect([findings, passed]).toEqual([[], true])
})

it('says where it does not compose, and does not judge what follows', async () => {
  const { findings, composes, passed } = await checkEdit('  lat: Float! @shareable', '  lat: Float!', null)
  expect([composes, passed]).toEqual([false, false])
  const [first] = findings
  expect([first?.rule, first?.coordinate, first?.place]).toEqual([
    'composition',
    'Place.lat',
    { file: 'new.graphql', line: lineOf('  lat: Float! @shareable') },
  ])
  expect(first?.message).toMatch(
    /^INVALID_FIELD_SHARING: Non-shareable field "Place.lat" is resolved from multiple subgraphs/,
  )
})
