import { describe, expect, it } from 'vitest'
import {
  clockTime,
  codeOf,
  dashedTime,
  day,
  decimal,
  flag,
  id,
  isoTime,
  listOf,
  observed,
  partsOf,
  slashedTime,
  text,
  usTime,
  whole,
  yearMonth,
  type FieldType,
} from './fieldTypes.ts'
import { readRecords, type RecordReader } from './recordReader.ts'

const COLOUR = codeOf(
  new Map([
    ['紅（深）', 'RED'],
    ['blue', 'BLUE'],
  ]),
)
const NOW = { readAt: new Date('2026-11-22T14:20:00+08:00'), shiftMilliseconds: 0 }

describe('a type of field', () => {
  it.each<[string, FieldType<unknown>, unknown, unknown]>([
    ['text without its blemishes', text, '\u3000 A\u200b  B\n', 'A B'],
    ['a number as text', text, 7, '7'],
    ['no object as text', text, {}, undefined],
    ['an id in full width', id, 'Ｍ１／５\ufeff', 'M1/5'],
    ['digits', whole, '12', 12],
    ['digits in full width', whole, '１２', 12],
    ['a number', whole, 12, 12],
    ['thousands', whole, '2,900', 2900],
    ['no thousands', whole, '29,00', undefined],
    ['no sign', whole, '-1', undefined],
    ['no part of a whole', whole, 1.5, undefined],
    ['no exponent', whole, '1e3', undefined],
    ['no number beyond an Int', whole, '9999999999', undefined],
    ['no number that is none', whole, Number.NaN, undefined],
    ['decimals', decimal, '-1.50', -1.5],
    ['no decimal comma', decimal, '1,5', undefined],
    ['a flag of PostgreSQL', flag, 'f', false],
    ['a flag in capitals', flag, 'TRUE', true],
    ['no flag in words', flag, 'yes', undefined],
    ['a code whose signs are narrow', COLOUR, '紅(深)', 'RED'],
    ['no code that objects have', COLOUR, 'constructor', undefined],
    ['parts', partsOf(id, '|'), 'a|b||', ['a', 'b']],
    ['no part that is none', partsOf(whole, ' '), '1 x', undefined],
    ['a list', listOf(whole), ['1', 2], [1, 2]],
    ['no list of other things', listOf(whole), ['1', null], undefined],
    ['a day', day, '2028-02-29', '2028-02-29'],
    ['no day that the calendar lacks', day, '2026-02-30', undefined],
    ['no day of other form', day, '30/2/2026', undefined],
    ['a month', yearMonth, '2026-12', '2026-12'],
    ['no thirteenth month', yearMonth, '2026-13', undefined],
    ['a time of the clock', clockTime, '23:59', '23:59'],
    ['no 24th hour', clockTime, '24:00', undefined],
    ['midnight in twelve hours', usTime, '9/3/2026 12:00:04 AM', '2026-09-03T00:00:04+08:00'],
    ['no 29 February of a common year', usTime, '2/29/2026 1:00:00 PM', undefined],
    ['no thirteenth of twelve hours', usTime, '9/3/2026 13:00:00 PM', undefined],
    ['slashes', slashedTime, '2026/11/22 14:20', '2026-11-22T14:20:00+08:00'],
    ['no 31 November', slashedTime, '2026/11/31 14:20', undefined],
    ['dashes with seconds', dashedTime, '2026-11-22 14:20:31', '2026-11-22T14:20:31+08:00'],
    ['no 25th hour', dashedTime, '2026-11-22 25:20', undefined],
    ['an instant', isoTime, '2026-11-22T06:20Z', '2026-11-22T14:20:00+08:00'],
    ['no instant without offset', isoTime, '2026-11-22T06:20', undefined],
    ['no instant of 30 February', isoTime, '2026-02-30T06:20:00+08:00', undefined],
    ['what has been', observed(dashedTime, NOW), '2026-11-22 14:20', '2026-11-22T14:20:00+08:00'],
    ['what clocks may differ by', observed(dashedTime, NOW), '2026-11-22 14:29', '2026-11-22T14:29:00+08:00'],
    ['not what is to be', observed(dashedTime, NOW), '2026-11-22 14:31', undefined],
    [
      'what a replay has moved to now',
      observed(dashedTime, { ...NOW, shiftMilliseconds: 3_600_000 }),
      '2026-11-22 13:20',
      '2026-11-22T14:20:00+08:00',
    ],
  ])('reads %s', (_, type, value, expected) => {
    expect(type.read(value)).toEqual(expected)
  })
})

interface Thing {
  readonly id: string
  readonly size: number | null
}

function readThings(items: readonly unknown[], parse = parseThing) {
  return readRecords(items, { namedBy: ['id'], parse, keyOf: ({ id }) => id, ignores: ['colour'] })
}

function parseThing(record: RecordReader): Thing {
  return { id: record.required('id', id), size: record.optional('size', whole) }
}

describe('the reader of records', () => {
  it.each(['', '-', '--', '---', '–', '—', '－', 'NA', 'n/a', ' ', null, undefined])(
    'takes %j for nothing, which is no fault of an optional value',
    (size) => {
      expect(readThings([{ id: 'a', size }])).toMatchObject({
        records: [{ id: 'a', size: null }],
        setAside: [],
        unreadable: [],
      })
    },
  )

  it('counts how the fields stand', () => {
    const { survey } = readThings([{ id: 'a', size: 'x', colour: 'red' }, { id: 'b', weight: 1 }, 'c'])
    expect(survey).toEqual({ present: { id: 2, size: 1 }, unreadable: { size: 1 }, unknown: ['weight'] })
  })

  it('names a record by its fields, and where it has none by its place', () => {
    const { setAside } = readThings([{ id: '' }, { id: 'a' }, { id: 'a' }, null])
    expect(setAside).toEqual([
      { record: 'record 1', reason: 'id: expected text; got ""' },
      { record: 'a', reason: 'id: expected each record once; got "a"' },
      { record: 'record 4', reason: 'record: expected an object; got null' },
    ])
  })

  it('takes ids that only look different for one', () => {
    expect(readThings([{ id: 'a1' }, { id: 'ａ１' }, { id: 'a1\u200b' }]).records).toEqual([
      { id: 'a1', size: null },
    ])
  })

  it('repeats no more of what came than a reader needs', () => {
    const [finding] = readThings([{ id: 'a', size: 'x'.repeat(5000) }]).unreadable ?? []
    expect(finding?.reason.length).toBeLessThan(200)
  })

  it('lets a fault of ours be one', () => {
    const fault = () => {
      throw new TypeError('a fault of ours')
    }
    expect(() => readThings([{ id: 'a' }], fault)).toThrow(TypeError)
  })

  it.each([
    [{ lat: '22.19', lng: '113.54' }, '22.19000,113.54000', []],
    [{ lat: 22.19, lng: 113.54 }, '22.19000,113.54000', []],
    [{ lat: '', lng: '-' }, null, []],
    [{ lat: '22.19', lng: '' }, null, ['lat, lng: expected both or none; got ["22.19",""]']],
    [{ lat: '0', lng: '0' }, null, ['lat, lng: expected a coordinate in Macao; got ["0","0"]']],
    [
      { lat: '113.54', lng: '22.19' },
      null,
      ['lat, lng: expected a coordinate in Macao; got ["113.54","22.19"]'],
    ],
    [{ lat: '22,19', lng: '113.54' }, null, ['lat: expected a decimal number; got "22,19"']],
  ])('reads the place of %j', (item, place, findings) => {
    const { records, unreadable } = readRecords([item], {
      namedBy: [],
      parse: (record) => record.place('lat', 'lng')?.id ?? null,
      keyOf: () => '',
    })
    expect(records).toEqual([place])
    expect(unreadable?.map(({ reason }) => reason.replace(/ \(latitude.*\)/, ''))).toEqual(findings)
  })

  it.each([
    [undefined, false],
    ['', false],
    ['1', true],
    ['false', false],
  ])('takes the mark %j of a synthetic record for %s', (mark, sample) => {
    const { records } = readRecords([{ mark }], {
      namedBy: [],
      parse: (record) => record.sample('mark'),
      keyOf: () => '',
    })
    expect(records).toEqual([sample])
  })

  it('sets a record aside whose mark cannot be read: it might be synthetic', () => {
    const { setAside } = readRecords([{ mark: 'maybe' }], {
      namedBy: [],
      parse: (record) => record.sample('mark'),
      keyOf: () => '',
    })
    expect(setAside).toEqual([{ record: 'record 1', reason: 'mark: expected true or false; got "maybe"' }])
  })
})
