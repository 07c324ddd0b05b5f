import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'

let subgraph: StartedSubgraph
beforeAll(async () => {
  subgraph = await startTestSubgraph(definition)
})
afterAll(() => subgraph.stop())

describe('health facilities', () => {
  it('are 39, each under the type of its kind', async () => {
    const answer = await subgraph.ask(
      `{ healthFacilities(first: 50) { totalCount nodes { __typename } } hospitals { totalCount }
        healthCentres { totalCount } clinics { totalCount } pharmacies { totalCount nodes { id } } }`,
    )
    expect(answer.data).toMatchObject({
      healthFacilities: { totalCount: 39 },
      hospitals: { totalCount: 6 },
      healthCentres: { totalCount: 12 },
      clinics: { totalCount: 19 },
      pharmacies: { totalCount: 2, nodes: [{ id: 'tst-chinese-pharmacy' }, { id: 'farmacia-popular' }] },
    })
  })

  it('keep what is not known null: a coordinate, an area outside Macao, a language, a phone', async () => {
    const answer = await subgraph.ask(
      `{ station: healthFacility(id: "hs-hengqin") { place { id } area { id } note phone }
        clinic: healthFacility(id: "son-wo") { name { zh pt en } area { id } confidence }
        none: healthFacility(id: "nowhere") { id } }`,
    )
    expect(answer.data).toMatchObject({
      station: { place: null, area: null, phone: null, note: expect.stringMatching(/^Lies outside Macao/) },
      clinic: {
        name: { zh: '信和醫療中心', pt: null, en: 'Son Wo Medical Centre' },
        area: null,
        confidence: 'MEDIUM',
      },
      none: null,
    })
  })

  it('tell when a health centre is open, and null where it may be open longer than the standard hours', async () => {
    const answer = await subgraph.ask(
      `{ healthFacility(id: "hc-tap-seac") { ... on HealthCentre { hasStandardHours openingHours { asStated }
          inHours: isOpen(at: "2026-11-23T10:00:00+08:00") after: isOpen(at: "2026-11-23T18:00:00+08:00") } }
        own: healthFacility(id: "hs-hengqin") { ... on HealthCentre {
          fridayLate: isOpen(at: "2026-11-27T17:40:00+08:00") mondayLate: isOpen(at: "2026-11-23T17:40:00+08:00") } } }`,
    )
    expect(answer.data).toEqual({
      healthFacility: {
        hasStandardHours: true,
        openingHours: { asStated: 'Mo-Th 09:00-13:00,14:30-17:45; Fr 09:00-13:00,14:30-17:30' },
        inHours: true,
        after: null,
      },
      own: { fridayLate: false, mondayLate: true },
    })
  })

  it('do not say that they are open on a holiday, a substitute day or a half day', async () => {
    const answer = await subgraph.ask(
      `{ healthFacility(id: "hc-tap-seac") { ... on HealthCentre {
          newYearsEve: isOpen(at: "2026-12-31T10:00:00+08:00") afternoon: isOpen(at: "2026-12-31T15:00:00+08:00")
          newYear: isOpen(at: "2026-01-01T10:00:00+08:00") substitute: isOpen(at: "2026-12-21T10:00:00+08:00")
          ordinary: isOpen(at: "2026-12-28T10:00:00+08:00") } } }`,
    )
    expect(answer.data).toEqual({
      healthFacility: { newYearsEve: true, afternoon: null, newYear: null, substitute: null, ordinary: true },
    })
  })

  it('tell a walk-in that is not offered from one with no places left', async () => {
    const answer = await subgraph.ask(
      `{ healthCentres(first: 9) { nodes { id vaccinationSlots { vaccine { zh en } bookable offersWalkIn walkIn } } } }`,
    )
    const flu = { zh: '流感疫苗', en: null }
    expect(answer.data?.healthCentres).toMatchObject({
      nodes: expect.arrayContaining([
        {
          id: 'hc-seac-pai-van',
          vaccinationSlots: [{ vaccine: flu, bookable: 35, offersWalkIn: false, walkIn: null }],
        },
        {
          id: 'hc-ocean-gardens',
          vaccinationSlots: [{ vaccine: flu, bookable: 41, offersWalkIn: true, walkIn: 0 }],
        },
        { id: 'hc-ilha-verde', vaccinationSlots: [] },
      ]),
    })
  })

  it('are found by the keys of their own types only', async () => {
    const answer = await subgraph.ask(
      `query ($keys: [_Any!]!) { found: _entities(representations: $keys) { __typename
        ... on Hospital { alsoKnownAs { zh } beds } ... on Clinic { id } } }`,
      {
        keys: [
          { __typename: 'Hospital', id: 'chcsj' },
          { __typename: 'Clinic', id: 'chcsj' },
          { __typename: 'Clinic', id: 'tb-centre' },
        ],
      },
    )
    expect(answer.data?.found).toEqual([
      { __typename: 'Hospital', alsoKnownAs: { zh: '山頂醫院' }, beds: 1100 },
      null,
      { __typename: 'Clinic', id: 'tb-centre' },
    ])
  })
})

describe('what is for some callers only', () => {
  it('is synthetic, says so, and names nobody', async () => {
    const answer = await subgraph.ask(
      `{ chcsj: healthFacility(id: "chcsj") { ... on Hospital {
          bedOccupancy { ward staffed occupied rate provenance { sample } }
          staffRoster { staffCode provenance { sample } } } }
        farmacia: healthFacility(id: "farmacia-popular") { ... on Pharmacy {
          licence { address provenance { sample } }
          inspectionFindings { inspectedOn decisionIsFinal provenance { sample } } } }
        doctor(id: "sample-doctor-02") { code specialty { en } licenceNumber facility { id } provenance { sample } } }`,
    )
    expect(answer.data).toMatchObject({
      chcsj: {
        bedOccupancy: expect.arrayContaining([
          { ward: 'paediatric', staffed: 90, occupied: 61, rate: 61 / 90, provenance: { sample: true } },
        ]),
        staffRoster: expect.arrayContaining([{ staffCode: 'sample staff 01', provenance: { sample: true } }]),
      },
      farmacia: {
        licence: { address: 'Largo do Senado', provenance: { sample: false } },
        inspectionFindings: [
          { inspectedOn: '2026-10-06', decisionIsFinal: true, provenance: { sample: true } },
          { inspectedOn: '2026-11-10', decisionIsFinal: false, provenance: { sample: true } },
        ],
      },
      doctor: {
        code: 'sample doctor 02',
        specialty: { en: 'Emergency medicine' },
        licenceNumber: 'sample licence 0002',
        facility: { id: 'chcsj' },
        provenance: { sample: true },
      },
    })
  })
})

describe('what a facility leads to', () => {
  it('is its doctors as in the register, whose licences stay with Doctor', async () => {
    const answer = await subgraph.ask(
      `{ chcsj: healthFacility(id: "chcsj") { doctors(first: 1) { totalCount nodes { code } pageInfo { hasNextPage } } }
         pharmacy: healthFacility(id: "farmacia-popular") { doctors { totalCount nodes { id } } } }`,
    )
    expect(answer).toEqual({
      data: {
        chcsj: {
          doctors: {
            totalCount: 2,
            nodes: [{ code: 'sample doctor 02' }],
            pageInfo: { hasNextPage: true },
          },
        },
        pharmacy: { doctors: { totalCount: 0, nodes: [] } },
      },
    })
  })

  it('is the emergency departments near a place, however far the nearest is, but for those without a place', async () => {
    const answer = await subgraph.ask(
      `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Place {
        nearbyEmergencyDepartments(first: 3) { metres emergencyDepartment { id } }
        few: nearbyEmergencyDepartments(withinMetres: 100) { metres } } } }`,
      { keys: [{ __typename: 'Place', id: '22.19945,113.54300' }] },
    )
    // From Kiang Wu: 0 m, and 0.00590° to the south with 0.00365° to the east are 756 m.
    expect(answer.data).toEqual({
      _entities: [
        {
          nearbyEmergencyDepartments: [
            { metres: 0, emergencyDepartment: { id: 'kiang-wu' } },
            { metres: 756, emergencyDepartment: { id: 'chcsj-adult' } },
            { metres: 756, emergencyDepartment: { id: 'chcsj-paediatric' } },
          ],
          few: [{ metres: 0 }],
        },
      ],
    })
  })
})

describe('pharmacies', () => {
  it('are chosen by area, and by a coordinate with the nearest first', async () => {
    const answer = await subgraph.ask(
      `{ inArea: pharmacies(filter: { area: "se" }) { nodes { id } }
         near: pharmacies(near: { lat: 22.1938, lng: 113.5397 }, withinMetres: 300) { totalCount nodes { id } }
         nearest: pharmacies(near: { lat: 22.1938, lng: 113.5397 }, withinMetres: 100) { nodes { id } }
         nearInArea: pharmacies(near: { lat: 22.1938, lng: 113.5397 }, filter: { area: "santo-antonio" }) { nodes { id } } }`,
    )
    expect(answer).toEqual({
      data: {
        inArea: { nodes: [{ id: 'farmacia-popular' }] },
        near: { totalCount: 2, nodes: [{ id: 'farmacia-popular' }, { id: 'tst-chinese-pharmacy' }] },
        nearest: { nodes: [{ id: 'farmacia-popular' }] },
        nearInArea: { nodes: [{ id: 'tst-chinese-pharmacy' }] },
      },
    })
  })

  it('have no hours in the register: none is known to be open, and none to be closed', async () => {
    const answer = await subgraph.ask(
      `{ pharmacies { nodes { openingHours { asStated } isOpen } }
         open: pharmacies(filter: { openNow: true }) { totalCount } }`,
    )
    const unknown = { openingHours: null, isOpen: null }
    expect(answer).toEqual({
      data: { pharmacies: { nodes: [unknown, unknown] }, open: { totalCount: 0 } },
    })
  })

  it.each([
    ['near: { lat: 22.3, lng: 113.54 }', /^near: expected a coordinate in Macao/],
    ['near: { lat: 22.19, lng: 113.54 }, withinMetres: 0', /^withinMetres: expected .* 1 to 20000; got 0/],
    [
      'filter: { openNow: true, openAt: "2026-11-22T14:20:00+08:00" }',
      /^filter\.openAt, filter\.openNow: expected one of them at most/,
    ],
  ])('refuse %s', async (args, message) => {
    const { errors } = await subgraph.ask(`{ pharmacies(${args}) { totalCount } }`)
    expect(errors?.map((error) => error.message)).toEqual([expect.stringMatching(message)])
  })
})
