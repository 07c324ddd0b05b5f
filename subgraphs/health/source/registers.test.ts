import { describe, expect, it } from 'vitest'
import type { FeedDescriptor, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { testDocument } from '../../_kit/testDocument.ts'
import { beds } from './beds.ts'
import { facilities } from './facilities.ts'
import { notifiableDiseases } from './notifiableDiseases.ts'
import { triage } from './triage.ts'
import { vaccinationSlots } from './vaccinationSlots.ts'

describe('the register of health facilities', () => {
  const heading =
    'id,kind,name_zh,name_pt,name_en,parish,lat,lng,operator,phone,emergency,emergency_departments,beds_approx,services,opening_hours,opening_hours_basis,confidence,note'

  it('writes "" and "-" for what is not known', () => {
    const { records } = parse(facilities, `${heading}\na,laboratory,甲,-,,-,,,-,,-,,-,,,,low,-\n`)
    expect(records).toMatchObject([
      {
        id: 'a',
        kind: 'LABORATORY',
        name: { zh: '甲', pt: null, en: null },
        place: null,
        area: null,
        operator: null,
        hasEmergency: null,
        emergencyDepartments: [],
        beds: null,
        services: [],
        openingHours: null,
        note: null,
      },
    ])
  })

  it.each([
    ['a,spa,甲,,,,,,,,,,,,,,low,', /^kind: expected one of public_hospital, .*; got "spa"$/],
    ['a,laboratory,,,,,,,,,,,,,,,low,', /^name_zh: expected a name in at least one language; got ""$/],
  ])('sets aside %s', (row, reason) => {
    const { records, setAside } = parse(facilities, `${heading}\n${row}\n`)
    expect(records).toEqual([])
    expect(setAside).toEqual([{ record: 'a', reason: expect.stringMatching(reason) }])
  })

  it.each([
    ['a,laboratory,甲,,,se,22°,113.5,,,,,,,,,low,', /^lat: expected a decimal number; got "22°"$/],
    [
      'a,laboratory,甲,,,se,0,0,,,,,,,,,low,',
      /^lat, lng: expected a coordinate in Macao .*; got \["0","0"\]$/,
    ],
    [
      'a,laboratory,甲,,,se,113.54,22.19,,,,,,,,,low,',
      /^lat, lng: expected a coordinate in Macao .*; got \["113.54","22.19"\]$/,
    ],
    ['a,laboratory,甲,,,,,,,,yes,,,,,,low,', /^emergency: expected true or false; got "yes"$/],
    [
      'a,laboratory,甲,,,,,,,,true,dental,,,,,low,',
      /^emergency_departments: expected some of these, each one of adult, .*; got "dental"$/,
    ],
    ['a,laboratory,甲,,,,,,,,,,many,,,,low,', /^beds_approx: expected a whole number from 0; got "many"$/],
  ])('keeps the facility of %s without the value, and says why', (row, reason) => {
    const { records, setAside, unreadable } = parse(facilities, `${heading}\n${row}\n`)
    expect(setAside).toEqual([])
    expect(records).toMatchObject([{ id: 'a', place: null }])
    expect(unreadable).toEqual([{ record: 'a', reason: expect.stringMatching(reason) }])
  })

  it('is refused whole without its columns', () => {
    expect(() => parse(facilities, 'id,name\na,b\n')).toThrow(/^expected a CSV with the columns id, kind/)
  })
})

it('a walk-in of "---" is not offered; one of "" is offered and not known', () => {
  const slot = { site: '甲', vaccine: '乙', slots_bookable: 3, as_of: '2021-08-16T10:00+08:00', sample: true }
  const { records } = parse(
    vaccinationSlots,
    JSON.stringify({
      code: 0,
      data: [
        { ...slot, site: '甲', slots_walk_in: '---' },
        { ...slot, site: '丙', slots_walk_in: '' },
        { ...slot, site: '丁', slots_walk_in: 0 },
      ],
    }),
  )
  expect(records.map(({ offersWalkIn, walkIn }) => [offersWalkIn, walkIn])).toEqual([
    [false, null],
    [true, null],
    [true, 0],
  ])
  expect(records[0]?.observedAt).toBe('2021-08-16T10:00:00+08:00')
})

it('a triage level outside 1 to 5 is set aside', () => {
  const count = { facility_id: 'chcsj', department: 'adult', triage_level: 6, waiting_patients: 1 }
  expect(parse(triage, JSON.stringify({ code: 0, data: [count] })).setAside).toEqual([
    { record: 'chcsj adult 6', reason: 'triage_level: expected a level from 1 to 5; got 6' },
  ])
})

it('a ward without beds is set aside, since no share of it can be occupied', () => {
  const csv =
    'facility_id,ward,staffed,occupied,observed_at,sample\nx,medical,0,0,2026-11-22T08:00:00+08:00,true\n'
  expect(parse(beds, csv).setAside).toEqual([
    { record: 'x medical', reason: 'staffed: expected at least one bed; got "0"' },
  ])
})

it('a day of cases with a parish missing is set aside whole, so that no sum is too small', () => {
  const csv =
    'disease,icd10,name_zh,name_pt,name_en,day,fatima,santo-antonio,sao-lazaro,se,sao-lourenco,carmo,sao-francisco,sample\n' +
    'x,X1,甲,,,2026-11-15,1,2,,4,5,6,7,true\n'
  expect(parse(notifiableDiseases, csv)).toMatchObject({
    records: [],
    setAside: [{ record: 'x 2026-11-15', reason: 'sao-lazaro: expected a whole number from 0; got ""' }],
  })
})

function parse<R>(feed: FeedDescriptor<R>, body: string): ParsedFeed<R> {
  return feed.parse(testDocument(body))
}
