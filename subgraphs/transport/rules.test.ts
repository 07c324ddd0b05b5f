import { describe, expect, it } from 'vitest'
import { dropCopiedEnglish } from './copiedEnglish.ts'
import { occupancyRateOf } from './freeSpaces.ts'
import { measureNetwork } from './lrtNetwork.ts'
import { passengerLoadOf } from './passengerLoad.ts'
import { restrictionOf } from './roadRestriction.ts'

describe('the rules of the bureau', () => {
  it.each([
    [0, 'LOW'],
    [1, 'LOW'],
    [2, 'MEDIUM'],
    [3, 'MEDIUM'],
    [4, 'HIGH'],
    [5, 'HIGH'],
    [null, null],
  ])('show a passenger flow of %s as %s', (raw, load) => {
    expect(passengerLoadOf(raw)).toBe(load)
  })

  it.each([
    [50, 200, 0.75],
    [0, 58, 1],
    [null, 200, null],
    [50, null, null],
    [50, 0, null],
    [201, 200, null],
  ])('reckon %s free of %s spaces as the occupancy %s', (free, capacity, rate) => {
    expect(occupancyRateOf(free, capacity)).toBe(rate)
  })

  it.each([
    ['甲街,全日封閉', 'CLOSED'],
    ['甲街,封閉後重開,有限度通車(佔用一條行車道)', 'LIMITED'],
    ['甲街，單一方向通行', 'ONE_WAY'],
    ['甲街,禁止泊車', 'NO_PARKING'],
    ['封閉街的工程,其他', 'OTHER'],
  ])('read the restriction after the last comma of %s as %s', (title, restriction) => {
    expect(restrictionOf(title)).toBe(restriction)
  })

  it('keep an English name that differs, and a proper name that does not', () => {
    const keep = (pt: string, en: string) => dropCopiedEnglish({ zh: null, pt, en }).name.en
    expect(keep('PRAIA DE HAC SÁ', 'HAC SA BEACH')).toBe('HAC SA BEACH')
    expect(keep('CHUN U VILLA', 'CHUN U VILLA')).toBe('CHUN U VILLA')
    expect(keep('JARDIM FLORA', 'JARDIM FLORA')).toBeNull()
  })

  it('count LRT stops the short way round, changing where lines meet', () => {
    const line = (id: string, stations: string) => ({
      kind: 'line' as const,
      id,
      name: { zh: id, pt: null, en: null },
      openedOn: null,
      openedRemark: null,
      fare: null,
      stations: stations.split(' '),
    })
    const between = measureNetwork([line('ring', 'A B C D A'), line('branch', 'C E')])
    expect([...(between.get('A') ?? [])]).toEqual([
      ['A', 0],
      ['B', 1],
      ['D', 1],
      ['C', 2],
      ['E', 3],
    ])
  })
})
