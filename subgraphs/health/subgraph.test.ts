import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkGoldenSchema } from '../_kit/goldenSchema.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'
import { createHealthSource, type HealthSource } from './source.ts'

let subgraph: StartedSubgraph
beforeAll(async () => {
  subgraph = await startTestSubgraph(definition)
})
afterAll(() => subgraph.stop())

describe('the health subgraph', () => {
  it('publishes the schema that is committed', () => {
    expect(checkGoldenSchema('health', definition, process.env.UPDATE_GOLDEN === '1')).not.toBe('differs')
  })

  it('reads all records of its eleven feeds and sets none aside', () => {
    const reports = subgraph.reports()
    expect(Object.fromEntries(reports.map(({ id, accepted }) => [id, accepted]))).toEqual({
      'ssm-facilities': 39,
      'ssm-emergency-waits': 3,
      'ssm-triage': 15,
      'ssm-health-centre-visits': 135,
      'ssm-notifiable-diseases': 28,
      'ssm-staff-rosters': 36,
      'ssm-beds': 9,
      'ssm-doctors': 12,
      'isaf-pharmacies': 2,
      'isaf-inspections': 3,
      'ssm-vaccination-slots': 7,
    })
    expect(reports.flatMap(({ setAside }) => setAside)).toEqual([])
  })
})

describe('emergency departments', () => {
  it('are ordered by wait, those whose wait is not known last, and say which waits are samples', async () => {
    const answer = await subgraph.ask(
      `{ emergencyDepartments(orderBy: WAIT_SHORTEST) {
        id waitMinutesAvg waitStatus observedAt stale publishesWaits provenance { sample } facility { name { en } } } }`,
    )
    const observed = { observedAt: '2026-11-22T14:20:00+08:00', stale: false, publishesWaits: true }
    const unknown = {
      waitMinutesAvg: null,
      waitStatus: null,
      observedAt: null,
      stale: false,
      publishesWaits: false,
      provenance: { sample: false },
    }
    const sample = { provenance: { sample: true } }
    expect(answer).toEqual({
      data: {
        emergencyDepartments: [
          {
            id: 'islands-emergency',
            waitMinutesAvg: 19,
            waitStatus: 'NORMAL',
            ...observed,
            ...sample,
            facility: { name: { en: 'Islands Emergency Station' } },
          },
          {
            id: 'chcsj-paediatric',
            waitMinutesAvg: 33,
            waitStatus: 'NORMAL',
            ...observed,
            ...sample,
            facility: { name: { en: 'Conde S. Januário Hospital' } },
          },
          {
            id: 'chcsj-adult',
            waitMinutesAvg: 46,
            waitStatus: 'BUSY',
            ...observed,
            ...sample,
            facility: { name: { en: 'Conde S. Januário Hospital' } },
          },
          { id: 'kiang-wu', ...unknown, facility: { name: { en: 'Kiang Wu Hospital' } } },
          { id: 'macao-union', ...unknown, facility: { name: { en: 'Macao Union Medical Center' } } },
          { id: 'must-hospital', ...unknown, facility: { name: { en: 'University Hospital (MUST)' } } },
        ],
      },
    })
  })

  it('are named after their facility and stand where it stands', async () => {
    const answer = await subgraph.ask(
      `{ emergencyDepartment(id: "chcsj-paediatric") {
        kind name { zh pt en } waitMinutesP90 waitingPatients place { id lat lng } area { id } } }`,
    )
    expect(answer.data).toEqual({
      emergencyDepartment: {
        kind: 'PAEDIATRIC',
        name: {
          zh: '仁伯爵綜合醫院兒科急診',
          pt: 'Centro Hospitalar Conde de São Januário – urgência pediátrica',
          en: 'Conde S. Januário Hospital – paediatric emergency',
        },
        waitMinutesP90: 70,
        waitingPatients: 12,
        place: { id: '22.19355,113.54665', lat: 22.19355, lng: 113.54665 },
        area: { id: 'se' },
      },
    })
  })

  it('tell an unknown wait from a short one, ten minutes later in the replayed frames', async () => {
    const later = await startTestSubgraph(definition, {}, () => new Date('2026-11-22T14:31:00+08:00'))
    const answer = await later.ask('{ emergencyDepartments { id waitMinutesAvg observedAt stale } }')
    await later.stop()
    const observedAt = '2026-11-22T14:30:00+08:00'
    expect(answer.data?.emergencyDepartments).toMatchObject([
      { id: 'islands-emergency', waitMinutesAvg: 17, observedAt, stale: false },
      { id: 'chcsj-adult', waitMinutesAvg: 58, observedAt, stale: false },
      { id: 'chcsj-paediatric', waitMinutesAvg: null, observedAt, stale: false },
      { id: 'kiang-wu' },
      { id: 'macao-union' },
      { id: 'must-hospital' },
    ])
  })

  it('are answered from the register, as stale, while their waits were never read', async () => {
    const alone = await startTestSubgraph(definition, {
      FEED_SSM_EMERGENCY_WAITS_URL: 'http://127.0.0.1:9/waits',
    })
    const answer = await alone.ask(
      '{ emergencyDepartment(id: "chcsj-adult") { waitMinutesAvg stale provenance { sample } } }',
    )
    await alone.stop()
    expect(answer).toEqual({
      data: {
        emergencyDepartment: { waitMinutesAvg: null, stale: true, provenance: { sample: false } },
      },
    })
  })
})

describe('health facilities', () => {
  it('of an area are listed by kind, so that health centres can be set against its people', async () => {
    const areas = [
      'fatima',
      'santo-antonio',
      'sao-lazaro',
      'se',
      'sao-lourenco',
      'carmo',
      'cotai',
      'sao-francisco',
    ]
    const answer = await subgraph.ask(
      `query ($keys: [_Any!]!) { found: _entities(representations: $keys) {
        ... on AdministrativeArea { id healthFacilities(kinds: [HEALTH_CENTRE]) { id }
          page: healthFacilitiesConnection(filter: { kinds: [HEALTH_CENTRE] }) { nodes { id } } } } }`,
      { keys: areas.map((id) => ({ __typename: 'AdministrativeArea', id })) },
    )
    const ids = (...names: string[]) => names.map((id) => ({ id }))
    const listed: { id: string; healthFacilities: object[]; page: { nodes: object[] } }[] = JSON.parse(
      JSON.stringify(answer.data?.found),
    )
    expect(listed.map(({ page }) => page.nodes)).toEqual(listed.map((area) => area.healthFacilities))
    expect(listed.map(({ id, healthFacilities }) => ({ id, healthFacilities }))).toEqual([
      { id: 'fatima', healthFacilities: ids('hc-fai-chi-kei', 'hc-areia-preta', 'hc-ilha-verde') },
      { id: 'santo-antonio', healthFacilities: ids('hc-porto-interior') },
      { id: 'sao-lazaro', healthFacilities: ids('hc-tap-seac') },
      { id: 'se', healthFacilities: [] },
      { id: 'sao-lourenco', healthFacilities: ids('hc-praia-do-manduco') },
      { id: 'carmo', healthFacilities: ids('hc-ocean-gardens', 'hc-carmo-lago') },
      { id: 'cotai', healthFacilities: [] },
      { id: 'sao-francisco', healthFacilities: ids('hc-seac-pai-van') },
    ])
  })

  it('near a place come nearest first, of the kinds that are asked for', async () => {
    const answer = await subgraph.ask(
      `query ($keys: [_Any!]!) { found: _entities(representations: $keys) { ... on Place {
        near: nearbyHealthFacilities { metres healthFacility { id } }
        centres: nearbyHealthFacilities(withinMetres: 800, first: 1, kinds: [HEALTH_CENTRE]) {
          metres healthFacility { id } } } } }`,
      { keys: [{ __typename: 'Place', id: '22.19758,113.54085' }] },
    )
    expect(answer.data?.found).toEqual([
      {
        near: [
          { metres: 304, healthFacility: { id: 'kiang-wu' } },
          { metres: 336, healthFacility: { id: 'tst-clinic' } },
          { metres: 344, healthFacility: { id: 'tst-chinese-pharmacy' } },
        ],
        centres: [{ metres: 695, healthFacility: { id: 'hc-tap-seac' } }],
      },
    ])
  })
})

describe('the work of one request', () => {
  it('is one look-up per kind of record for a page of all facilities with everything in them', async () => {
    const reads = new Map<string, number>()
    const counting = await startTestSubgraph({
      ...definition,
      createSource: (surroundings) => countReads(createHealthSource(surroundings), reads),
    })
    reads.clear()
    const answer = await counting.ask(
      `{ healthFacilities(first: 50) { nodes { id
          emergencyDepartments { waitMinutesAvg waitStatus stale waitingByTriageLevel { level } facility { id } }
          ... on Hospital { bedOccupancy { ward } staffRoster { unit } }
          ... on HealthCentre { vaccinationSlots { bookable } visitsByStatisticalDistrict { total } }
          ... on Pharmacy { licence { address } inspectionFindings { id } } } }
        doctors { nodes { facility { id } } } }`,
    )
    await counting.stop()
    expect(answer.errors).toBeUndefined()
    expect(Object.fromEntries(reads)).toMatchObject({
      // The list itself, the departments of all its facilities, and the facilities of all doctors.
      register: 3,
      waitByDepartment: 1,
      triageByDepartment: 1,
      bedsByFacility: 1,
      shiftsByFacility: 1,
      slotsBySite: 1,
      visitsByFacility: 1,
      licenceByFacility: 1,
      findingsByPharmacy: 1,
      doctorsById: 1,
    })
  })
})

function countReads(source: HealthSource, reads: Map<string, number>): HealthSource {
  return new Proxy(source, {
    get(target, property, receiver) {
      reads.set(String(property), (reads.get(String(property)) ?? 0) + 1)
      return Reflect.get(target, property, receiver)
    },
  })
}
