import { describe, expect, it } from 'vitest'
import { createOpeningHours, isOpenAt, parseOpeningHours } from './openingHours.ts'

/** In November 2026 the 1st is a Sunday; the 2nd, 9th, 16th, 23rd and 30th are Mondays. */
const november = (day: number, time: string) =>
  new Date(`2026-11-${String(day).padStart(2, '0')}T${time}:00+08:00`)
const SUN = 22
const MON = 23
const TUE = 24

describe('isOpenAt', () => {
  it.each([
    ['10:00-18:00', SUN, '09:59', false],
    ['10:00-18:00', SUN, '10:00', true],
    ['10:00-18:00', SUN, '17:59', true],
    ['10:00-18:00', SUN, '18:00', false],
    ['24/7', SUN, '03:00', true],
    ['Mo 14:00-24:00; Tu-Su 08:00-24:00', MON, '13:59', false],
    ['Mo 14:00-24:00; Tu-Su 08:00-24:00', MON, '23:59', true],
    ['Mo 14:00-24:00; Tu-Su 08:00-24:00', TUE, '00:00', false],
    ['Tu-Su 10:00-18:00', MON, '12:00', false],
    ['10:00-18:00; Mo off', MON, '12:00', false],
    ['10:00-18:00; Mo off', TUE, '12:00', true],
    ['Sa-Mo 10:00-18:00', MON, '12:00', true],
    ['Sa-Mo 10:00-18:00', TUE, '12:00', false],
    ['Mo, We 10:00-18:00', TUE, '12:00', false],
    ['10:00-12:30,14:30-17:30', SUN, '12:29', true],
    ['10:00-12:30,14:30-17:30', SUN, '13:00', false],
    ['10:00-12:30, 14:30-17:30', SUN, '14:30', true],
    ['09:00-18:00; Tu 09:00-14:00', TUE, '14:00', false],
    ['07:00-02:00', SUN, '01:59', true],
    ['07:00-02:00', SUN, '02:00', false],
    ['Sa 22:00-26:00', SUN, '01:59', true],
    ['Sa 22:00-02:00; Su off', SUN, '01:59', true],
    ['Sa 22:00-02:00; Su off', MON, '00:30', false],
    ['10:30-19:00; Mo[1] off', 2, '12:00', false],
    ['10:30-19:00; Mo[1] off', 9, '12:00', true],
    ['10:30-19:00; Mo[-1] off', 30, '12:00', false],
    ['10:30-19:00; Mo[-1] off', 23, '12:00', true],
    ['10:30-19:00; Mo[2,4] off', 23, '12:00', false],
    ['10:30-19:00; Mo[2,4] off', 16, '12:00', true],
  ])('%s on the %i at %s: %s', (text, day, time, expected) => {
    expect(isOpenAt(parseOpeningHours(text), november(day, time))).toBe(expected)
  })

  it('goes by the clock of Macao whatever the offset of the instant', () => {
    const hours = parseOpeningHours('Mo 08:00-09:00')
    expect(isOpenAt(hours, new Date('2026-11-23T00:30:00Z'))).toBe(true)
    expect(isOpenAt(hours, new Date('2026-11-23T08:30:00Z'))).toBe(false)
  })

  it('does not know where the hours are not known', () => {
    expect(isOpenAt(null, november(SUN, '12:00'))).toBeNull()
    expect(isOpenAt(createOpeningHours('by ferry timetable', null), november(SUN, '12:00'))).toBeNull()
  })
})

describe('parseOpeningHours', () => {
  it.each([
    '',
    '-',
    'by appointment',
    '10:00',
    '9:00-18:00',
    '10:00-18:60',
    '25:00-26:00',
    '10:00-49:00',
    'Mon-Fri 10:00-18:00',
    'Mo[6] off; 10:00-18:00',
    'Mo 10:00-12:00,Tu 10:00-12:00',
    '10:00-18:00 off',
    'sunrise-sunset',
    'PH off',
    'PS off',
    'Mo[1] 10:00-12:00',
    ';',
  ])('gives null rather than a guess for %j', (text) => {
    expect(parseOpeningHours(text)).toBeNull()
  })

  it('lists the ordinary week, later rules overruling earlier ones', () => {
    expect(
      parseOpeningHours('Mo-Tu 10:00-12:30,14:30-17:30; Tu 20:00-02:00; Sa 18:00-24:00')?.periods,
    ).toEqual([
      { weekday: 'MONDAY', opens: '10:00', closes: '12:30', closesNextDay: false },
      { weekday: 'MONDAY', opens: '14:30', closes: '17:30', closesNextDay: false },
      { weekday: 'TUESDAY', opens: '20:00', closes: '02:00', closesNextDay: true },
      { weekday: 'SATURDAY', opens: '18:00', closes: '24:00', closesNextDay: false },
    ])
  })

  it('keeps what was stated and says in words what differs from the ordinary week', () => {
    const hours = parseOpeningHours('10:00-18:00; Mo[1] off; Su[-1] 10:00-12:00')
    expect(hours?.asStated).toBe('10:00-18:00; Mo[1] off; Su[-1] 10:00-12:00')
    expect(hours?.exceptions).toBe(
      'First Monday of the month: closed. Last Sunday of the month: 10:00-12:00.',
    )
    expect(parseOpeningHours('10:00-18:00')?.exceptions).toBeNull()
  })

  it('says how long public holidays are known', () => {
    expect(parseOpeningHours('10:00-18:00; Su,PH off; PS off')?.exceptions).toBe(
      'Public holidays: closed. isOpen knows those of 2025 to 2027; in other years it answers by the ordinary week. ' +
        'Weekdays that the public service has off for a holiday on a weekend: closed.',
    )
    expect(parseOpeningHours('10:00-18:00; PH 10:00-18:00; LN off')?.exceptions).toBe(
      'Public holidays: 10:00-18:00. isOpen knows those of 2025 to 2027; in other years it answers by the ordinary ' +
        'week. Lunar New Year: closed.',
    )
  })
})

/**
 * 2026-10-01, a Thursday, is National Day; Friday the 2nd is a holiday too. 2026-10-18 is a Sunday and Chong Yeong, for
 * which the public service has Monday the 19th off. On 2026-12-31 it has the afternoon off.
 */
describe('isOpenAt on days off', () => {
  const PLAIN = '10:00-18:00'
  const CLOSES = '10:00-18:00; PH off'
  const PUBLIC_SERVICE = '10:00-18:00; PH,PS off'
  const BUT_LUNAR_NEW_YEAR = '10:00-18:00; PH 10:00-18:00; LN off'
  it.each([
    [PLAIN, '2026-10-01T12:00', null],
    [PLAIN, '2026-10-01T09:00', false],
    [PLAIN, '2026-10-03T12:00', true],
    ['10:00-18:00; Th off', '2026-10-01T12:00', false],
    [CLOSES, '2026-10-01T12:00', false],
    ['10:00-18:00; PH 12:00-14:00', '2026-10-01T13:00', true],
    ['10:00-18:00; PH 12:00-14:00', '2026-10-01T15:00', false],
    ['PH 10:00-18:00; 10:00-18:00; Th off', '2026-10-01T12:00', true],
    ['24/7', '2026-10-01T12:00', true],
    [PLAIN, '2026-10-19T12:00', null],
    [CLOSES, '2026-10-19T12:00', true],
    [PUBLIC_SERVICE, '2026-10-19T12:00', false],
    [PUBLIC_SERVICE, '2026-10-20T12:00', true],
    ['24/7', '2026-10-19T12:00', true],
    [PLAIN, '2026-12-31T12:59', true],
    [PLAIN, '2026-12-31T13:00', null],
    [CLOSES, '2026-12-31T13:00', true],
    [PUBLIC_SERVICE, '2026-12-31T13:00', null],
    [PUBLIC_SERVICE, '2026-12-31T20:00', false],
    ['24/7', '2026-12-31T13:00', true],
    // What began on the eve goes on into the holiday, what began on the holiday into the day after.
    ['18:00-02:00; PH off', '2026-10-01T01:00', true],
    ['18:00-02:00; PH off', '2026-10-03T01:00', false],
    ['18:00-02:00', '2026-10-03T01:00', null],
    // Lunar New Year, which Intl puts on the 7th.
    [CLOSES, '2027-02-06T12:00', false],
    [CLOSES, '2027-02-05T12:00', true],
    [BUT_LUNAR_NEW_YEAR, '2026-10-01T12:00', true],
    [BUT_LUNAR_NEW_YEAR, '2026-10-19T12:00', true],
    [BUT_LUNAR_NEW_YEAR, '2027-02-06T12:00', false],
    [BUT_LUNAR_NEW_YEAR, '2027-02-08T12:00', false],
    // Monday the 9th makes up for a day of Lunar New Year; its eve, Friday the 5th, is a half day.
    [BUT_LUNAR_NEW_YEAR, '2027-02-09T12:00', null],
    [BUT_LUNAR_NEW_YEAR, '2027-02-05T12:00', true],
    [BUT_LUNAR_NEW_YEAR, '2027-02-05T14:00', null],
    [BUT_LUNAR_NEW_YEAR, '2027-02-11T12:00', true],
    ['10:00-18:00; LN off', '2027-02-06T12:00', false],
    ['10:00-18:00; LN off', '2026-10-01T12:00', null],
    ['24/7', '2027-02-06T12:00', true],
    // Outside the years of the table.
    [CLOSES, '2028-01-01T12:00', true],
  ])('%s at %s: %s', (text, at, expected) => {
    expect(isOpenAt(parseOpeningHours(text), new Date(`${at}:00+08:00`))).toBe(expected)
  })
})

describe('createOpeningHours', () => {
  it("keeps the source's words beside the rules that were read from them", () => {
    const hours = createOpeningHours('always; museum 09:00-18:00', '24/7')
    expect(hours.asStated).toBe('always; museum 09:00-18:00')
    expect(isOpenAt(hours, november(SUN, '03:00'))).toBe(true)
  })

  it('has no periods where the words cannot be read as times', () => {
    expect(createOpeningHours('by ferry timetable', null).periods).toBeNull()
  })
})
