import { describe, expect, it } from 'vitest'
import { classifiedProperties } from './classifiedProperties.ts'
import { exhibitions } from './exhibitions.ts'
import { museums } from './museums.ts'
import { readRows, type Row } from './table.ts'
import { venues } from './venues.ts'

const MUSEUM = {
  id: 'm',
  name_zh: '館',
  name_pt: '',
  name_en: '',
  area: 'se',
  lat: '22.19000',
  lng: '113.54000',
  opening_stated: 'daily',
  opening_rules: '10:00-18:00',
  last_entry: '',
  fee_mop: '',
  operator: 'IC',
}

describe('readRows', () => {
  it('keeps unknown values unknown', () => {
    const { records } = readRows(
      [{ ...MUSEUM, lat: '', lng: '', opening_stated: '', opening_rules: '' }],
      museums,
    )
    expect(records).toEqual([
      {
        id: 'm',
        name: { zh: '館', pt: null, en: null },
        area: 'se',
        place: null,
        openingHours: null,
        lastEntry: null,
        feeMop: null,
        operator: 'IC',
      },
    ])
  })

  it('tells words without readable hours from hours', () => {
    const { records } = readRows(
      [{ ...MUSEUM, opening_stated: 'by appointment', opening_rules: '' }],
      museums,
    )
    expect(records[0]?.openingHours).toMatchObject({ asStated: 'by appointment', periods: null })
  })

  it.each([
    [{ id: '' }, 'record 1', 'id: expected text; got ""'],
    [{ operator: ' ' }, 'm', 'operator: expected text; got " "'],
  ])('sets a museum with %j aside with the reason', (change, record, reason) => {
    expect(readRows([{ ...MUSEUM, ...change }], museums)).toMatchObject({
      records: [],
      setAside: [{ record, reason }],
    })
  })

  it.each([
    [{ fee_mop: '-5' }, { feeMop: null }, 'fee_mop: expected a whole number from 0; got "-5"'],
    [{ last_entry: '25:00' }, { lastEntry: null }, 'last_entry: expected a time HH:MM; got "25:00"'],
    [{ lat: 'north' }, { place: null }, 'lat: expected a decimal number; got "north"'],
    [{ lat: '' }, { place: null }, 'lat, lng: expected both or none; got ["","113.54000"]'],
    [
      { lat: '31.2', lng: '121.5' },
      { place: null },
      'lat, lng: expected a coordinate in Macao (latitude 22.05 to 22.25, longitude 113.5 to 113.65); got ["31.2","121.5"]',
    ],
    [
      { opening_rules: '10:00\u201318:00' },
      { openingHours: { asStated: 'daily', periods: null } },
      'opening_rules: expected opening hours such as "Tu-Su 10:00-18:00"; got "10:00\u201318:00"',
    ],
  ])('keeps a museum with %j, without the value, and says why', (change, kept, reason) => {
    expect(readRows([{ ...MUSEUM, ...change }], museums)).toMatchObject({
      records: [{ id: 'm', operator: 'IC', ...kept }],
      setAside: [],
      unreadable: [{ record: 'm', reason }],
    })
  })

  it('keeps the first of two rows with one id', () => {
    const { records, setAside } = readRows([MUSEUM, { ...MUSEUM, operator: 'other' }], museums)
    expect(records.map(({ operator }) => operator)).toEqual(['IC'])
    expect(setAside).toEqual([{ record: 'm', reason: 'id: expected each record once; got "m"' }])
  })

  it.each([
    [
      { kind: 'toString' },
      (row: Row) => readRows([row], venues),
      'kind: expected one of performing, exhibition, outdoor, arena, cinema; got "toString"',
    ],
    [
      { id: 'XX1' },
      (row: Row) => readRows([row], classifiedProperties),
      'id: expected a code such as "MM008"; got "XX1"',
    ],
    [
      { opens_on: '2026-02-30' },
      (row: Row) => readRows([row], exhibitions),
      'opens_on: expected a day YYYY-MM-DD; got "2026-02-30"',
    ],
    [
      { sample: 'maybe' },
      (row: Row) => readRows([row], exhibitions),
      'sample: expected true or false; got "maybe"',
    ],
  ])('names the column that cannot be used: %j', (change, parse, reason) => {
    const row = { id: 'x', museum_id: 'm', opens_on: '2026-02-01', closes_on: '2026-02-02', ...change }
    expect(parse(row).setAside).toEqual([{ record: row.id, reason }])
  })
})
