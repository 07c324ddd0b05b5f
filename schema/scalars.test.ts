import { parseValue as parseLiteralText, type GraphQLScalarType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { DateTime, LocalDate, YearMonth } from './scalars.ts'

const OFFSET = 'a date and time with an offset, such as 2026-03-01T09:00:00+08:00'
const DAY = 'a day of the calendar, such as 2026-03-01'
const MONTH = 'a year and month, such as 2026-03'

const INSTANTS: Cases<string> = [
  ['an offset', '2026-03-01T09:00:00+08:00'],
  ['UTC', '2026-03-01T09:00:00Z'],
  ['milliseconds', '2026-03-01T09:00:00.125Z'],
  ['one digit of a fraction', '2026-03-01T09:00:00.5Z'],
  ['lower-case t and z', '2026-03-01t09:00:00z'],
  ['the greatest offset', '2026-03-01T09:00:00+23:59'],
  ['the least offset', '2026-03-01T09:00:00-23:59'],
  ['an offset of minus zero, which RFC 3339 has', '2026-03-01T09:00:00-00:00'],
  ['a leap day', '2028-02-29T00:00:00Z'],
  ['a leap day of a century', '2000-02-29T00:00:00Z'],
  ['the year 0, which is a leap year', '0000-02-29T00:00:00Z'],
  ['the last moment', '9999-12-31T23:59:59.999-23:59'],
]

interface Table {
  readonly scalar: GraphQLScalarType
  readonly expected: string
  readonly good: Cases<string>
  readonly bad: Cases<unknown>
}

type Cases<T> = readonly (readonly [what: string, value: T])[]

describe.each<Table>([
  {
    scalar: DateTime,
    expected: OFFSET,
    good: INSTANTS,
    bad: [
      ['a word', 'today'],
      ['nothing', ''],
      ['no offset', '2026-03-01T09:00:00'],
      ['no seconds', '2026-03-01T09:00+08:00'],
      ['a day alone', '2026-03-01'],
      ['a space for the T', '2026-03-01 09:00:00Z'],
      ['no such day', '2026-02-30T09:00:00Z'],
      ['no leap year', '2026-02-29T09:00:00Z'],
      ['no leap year, though divisible by four', '1900-02-29T09:00:00Z'],
      ['month 13', '2026-13-01T09:00:00Z'],
      ['day 0', '2026-03-00T09:00:00Z'],
      ['24:00', '2026-03-01T24:00:00Z'],
      ['minute 60', '2026-03-01T09:60:00Z'],
      ['a leap second that was', '2016-12-31T23:59:60Z'],
      ['finer than milliseconds', '2026-03-01T09:00:00.1234Z'],
      ['a point without a fraction', '2026-03-01T09:00:00.Z'],
      ['an offset of 24 hours', '2026-03-01T09:00:00+24:00'],
      ['an offset of 60 minutes', '2026-03-01T09:00:00+08:60'],
      ['an offset without minutes', '2026-03-01T09:00:00+08'],
      ['an offset without a colon', '2026-03-01T09:00:00+0800'],
      ['an offset with seconds', '2026-03-01T09:00:00+08:00:00'],
      ['five digits of a year', '12026-03-01T09:00:00Z'],
      ['what follows', '2026-03-01T09:00:00Z\n'],
      ['a number', 1_772_355_600],
    ],
  },
  {
    scalar: LocalDate,
    expected: DAY,
    good: [
      ['a day', '2026-03-01'],
      ['a leap day', '2028-02-29'],
      ['the first', '0000-01-01'],
      ['the last', '9999-12-31'],
    ],
    bad: [
      ['no such day', '2026-02-30'],
      ['no leap year', '2026-02-29'],
      ['month 0', '2026-00-01'],
      ['a time', '2026-03-01T00:00:00Z'],
      ['no hyphens', '20260301'],
      ['one digit', '2026-3-1'],
      ['the other order', '01-03-2026'],
      ['what follows', '2026-03-01\n'],
      ['no text', true],
    ],
  },
  {
    scalar: YearMonth,
    expected: MONTH,
    good: [
      ['a month', '2026-03'],
      ['the first', '0000-01'],
      ['the last', '9999-12'],
    ],
    bad: [
      ['month 0', '2026-00'],
      ['month 13', '2026-13'],
      ['a day', '2026-03-01'],
      ['five digits of a year', '12026-03'],
      ['two digits of a year', '26-03'],
      ['one digit of a month', '2026-3'],
      ['what follows', '2026-03\n'],
      ['a list', ['2026-03']],
    ],
  },
])('$scalar', ({ scalar, expected, good, bad }) => {
  it.each(good)('takes %s as it stands', (_, text) => {
    expect(scalar.parseValue(text)).toBe(text)
    expect(scalar.parseLiteral(parseLiteralText(JSON.stringify(text)))).toBe(text)
  })

  it.each(bad)('refuses %s, as a value and as a literal', (_, value) => {
    const message = `Expected ${expected}; got ${JSON.stringify(value)}.`
    expect(() => scalar.parseValue(value)).toThrow(message)
    expect(() => scalar.parseLiteral(parseLiteralText(JSON.stringify(value)))).toThrow(message)
  })
})

it.each(INSTANTS)('%s is an instant to JavaScript too, which bureaus read it with', (_, text) => {
  expect(Date.parse(text)).not.toBeNaN()
})
