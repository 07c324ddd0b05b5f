import { describe, expect, it } from 'vitest'
import { parseRows, type Row } from './row.ts'
import { classifiedProperties } from './classifiedProperties.ts'
import { exhibitions } from './exhibitions.ts'
import { museums } from './museums.ts'
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

describe('parseRows', () => {
  it('keeps unknown values unknown', () => {
    const { records } = parseRows(
      [{ ...MUSEUM, lat: '', lng: '', opening_stated: '', opening_rules: '' }],
      museums.parse,
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
    const { records } = parseRows(
      [{ ...MUSEUM, opening_stated: 'by appointment', opening_rules: '' }],
      museums.parse,
    )
    expect(records[0]?.openingHours).toMatchObject({ asStated: 'by appointment', periods: null })
  })

  it.each([
    [{ id: '' }, 'row 2', 'id: expected text; got ""'],
    [{ operator: ' ' }, 'm', 'operator: expected text; got ""'],
    [{ fee_mop: '-5' }, 'm', 'fee_mop: expected a whole number of up to 9 digits; got "-5"'],
    [{ last_entry: '25:00' }, 'm', 'last_entry: expected a time HH:MM; got "25:00"'],
    [{ lat: 'north' }, 'm', 'lat: expected degrees; got "north"'],
    [{ lat: '' }, 'm', 'lat, lng: expected both or none; got ", 113.54000"'],
    [
      { lat: '31.2', lng: '121.5' },
      'm',
      'lat, lng: expected a coordinate in Macao (latitude 22.05 to 22.25, longitude 113.5 to 113.65); got "31.2,121.5".',
    ],
    [
      { opening_rules: '10 to 6' },
      'm',
      'opening_rules: expected opening hours such as "Tu-Su 10:00-18:00"; got "10 to 6"',
    ],
  ])('sets a museum with %j aside with the reason', (change, record, reason) => {
    expect(parseRows([{ ...MUSEUM, ...change }], museums.parse)).toEqual({
      records: [],
      setAside: [{ record, reason }],
    })
  })

  it('keeps the first of two rows with one id', () => {
    const { records, setAside } = parseRows([MUSEUM, { ...MUSEUM, operator: 'other' }], museums.parse)
    expect(records.map(({ operator }) => operator)).toEqual(['IC'])
    expect(setAside).toEqual([{ record: 'm', reason: 'id: expected one that no earlier row has; got "m"' }])
  })

  it.each([
    [
      { kind: 'toString' },
      (row: Row) => parseRows([row], venues.parse),
      'kind: expected one of performing, exhibition, outdoor, arena, cinema; got "toString"',
    ],
    [
      { id: 'XX1' },
      (row: Row) => parseRows([row], classifiedProperties.parse),
      'id: expected a code such as "MM008"; got "XX1"',
    ],
    [
      { opens_on: '2026-02-30' },
      (row: Row) => parseRows([row], exhibitions.parse),
      'opens_on: expected a day YYYY-MM-DD; got "2026-02-30"',
    ],
    [
      { sample: 'maybe' },
      (row: Row) => parseRows([row], exhibitions.parse),
      'sample: expected true or false; got "maybe"',
    ],
  ])('names the column that cannot be used: %j', (change, parse, reason) => {
    const row = { id: 'x', museum_id: 'm', opens_on: '2026-02-01', closes_on: '2026-02-02', ...change }
    expect(parse(row).setAside).toEqual([{ record: row.id, reason }])
  })
})
