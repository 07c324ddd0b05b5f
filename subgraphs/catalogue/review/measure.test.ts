import 'reflect-metadata'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../../kit/root.ts'
import type { UseMonth } from '../../_kit/catalogueSources.ts'
import type { FeedDay } from './feedHistory.ts'
import { measureDataset, type Measured } from './measure.ts'
import { parsePeriod } from './period.ts'
import { loadTargets, targetYears, type Targets } from './targets.ts'

const TARGETS: Targets = { freshness: 0.9, availability: 0.99, setAside: 0.01, requests: 120 }

function dayOf(day: string, change: Partial<FeedDay> = {}): FeedDay {
  const whole = { looks: 100, available: 100, fresh: 95, accepted: 990, setAside: 10, isSample: false }
  return { day, feed: 'a', ...whole, ...change }
}

function monthOf(month: string, requests: number, clients: number, isSample = false): UseMonth {
  const client = { name: 'x', isVerified: false, requests, errors: 0, p95: 5, lastDay: `${month}-01` }
  return {
    month,
    requests,
    errors: 0,
    p95: 5,
    isSample,
    clients: Array.from({ length: clients }, () => client),
  }
}

function measure(change: Partial<Measured>) {
  const measured = measureDataset({
    period: parsePeriod('2026-10'),
    targets: TARGETS,
    days: [dayOf('2026-10-01')],
    use: [monthOf('2026-10', 10, 5)],
    today: '2026-11-28',
    ...change,
  })
  return Object.fromEntries(measured.map(({ kind, ...rest }) => [kind, rest]))
}

describe('the measures of a data set', () => {
  it('are shares of the looks and records of the period, and the requests of its months', () => {
    const days = [
      dayOf('2026-10-01'),
      dayOf('2026-10-02', { fresh: 75, available: 97, setAside: 1_010, accepted: 8_990 }),
      dayOf('2026-11-01', { fresh: 0, available: 0 }),
    ]
    expect(measure({ days })).toEqual({
      FRESHNESS: { target: 0.9, value: 0.85, verdict: 'MISSED', days: 2, sample: false },
      AVAILABILITY: { target: 0.99, value: 0.985, verdict: 'MISSED', days: 2, sample: false },
      SET_ASIDE: { target: 0.01, value: 1_020 / 11_000, verdict: 'MISSED', days: 2, sample: false },
      USE: { target: 10, value: 10, verdict: 'REACHED', days: 0, sample: false },
    })
  })

  it('are reached on the target itself', () => {
    const verdicts = measure({ days: [dayOf('2026-10-01', { fresh: 90, available: 99 })] })
    expect(Object.values(verdicts).map(({ verdict }) => verdict)).toEqual(Array(4).fill('REACHED'))
  })

  it('ask a year for all requests and a month for a twelfth', () => {
    const use = [monthOf('2026-10', 70, 5), monthOf('2026-09', 49, 5), monthOf('2025-12', 500, 5)]
    const year = parsePeriod('2026')
    expect(measure({ use, period: year, today: '2027-01-01' }).USE).toMatchObject({
      target: 120,
      value: 119,
      verdict: 'MISSED',
    })
    expect(measure({ use, period: year }).USE?.verdict).toBe('PENDING')
  })

  it('tell nothing of a month of fewer than five clients', () => {
    expect(measure({ use: [monthOf('2026-10', 9_999, 4)] }).USE).toMatchObject({
      value: null,
      verdict: 'WITHHELD',
    })
    const mixed = [monthOf('2026-10', 9_999, 4), monthOf('2026-09', 20, 5)]
    expect(measure({ use: mixed, period: parsePeriod('2026') }).USE).toMatchObject({
      value: 20,
      verdict: 'WITHHELD',
    })
  })

  it('say what was not measured, and what has no target', () => {
    expect(measure({ days: [], use: null })).toEqual({
      FRESHNESS: { target: 0.9, value: null, verdict: 'NOT_MEASURED', days: 0, sample: false },
      AVAILABILITY: { target: 0.99, value: null, verdict: 'NOT_MEASURED', days: 0, sample: false },
      SET_ASIDE: { target: 0.01, value: null, verdict: 'NOT_MEASURED', days: 0, sample: false },
      USE: { target: 10, value: null, verdict: 'NOT_MEASURED', days: 0, sample: false },
    })
    const verdicts = Object.values(measure({ targets: null })).map(({ verdict }) => verdict)
    expect(verdicts).toEqual(Array(4).fill('NO_TARGET'))
  })

  it('say where they are samples', () => {
    const { FRESHNESS, USE } = measure({
      days: [dayOf('2026-10-01', { isSample: true })],
      use: [monthOf('2026-10', 10, 5, true)],
    })
    expect([FRESHNESS?.sample, USE?.sample]).toEqual([true, true])
  })
})

it.each(['2026-13', '2026-1', '26', '2026-11-01', '', '２０２６'])('no period is %j', (text) => {
  expect(() => parsePeriod(text)).toThrow(
    `period: expected a month such as "2026-11" or a year such as "2026"; got ${JSON.stringify(text)}.`,
  )
})

describe('the targets', () => {
  it('are those of the data set, else those of all', () => {
    const find = loadTargets()
    expect(find('2026', 'dsat-carpark-live')?.requests).toBe(120_000)
    expect(find('2026', 'constructor')?.requests).toBe(12_000)
    expect(find('2025', 'dsat-carpark-live')).toBeNull()
  })

  it('name data sets that there are', () => {
    const read = (name: string): unknown =>
      JSON.parse(readFileSync(new URL(`subgraphs/catalogue/data/${name}.json`, packageRoot), 'utf8'))
    const known = JSON.stringify(read('portal-details'))
    const named = Object.values(targetYears.parse(read('targets'))).flatMap(({ datasets }) =>
      Object.keys(datasets),
    )
    expect(named.filter((id) => !known.includes(`"feedId":"${id}"`))).toEqual([])
  })
})
