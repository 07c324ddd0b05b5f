import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'

let subgraph: StartedSubgraph
beforeAll(async () => {
  subgraph = await startTestSubgraph(definition)
})
afterAll(() => subgraph.stop())

/** The data of an answer without errors. */
async function ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<unknown> {
  const { data, errors } = await subgraph.ask(query, variables)
  expect(errors).toBeUndefined()
  return data
}

async function refusals(query: string): Promise<readonly string[]> {
  const { errors } = await subgraph.ask(query)
  return (errors ?? []).map(({ message }) => message)
}

describe('statistics', () => {
  it('give the arrivals of the last twelve months', async () => {
    expect(await ask('{ visitorArrivals { monthly(last: 12) { month arrivals } } }')).toEqual({
      visitorArrivals: {
        monthly: [
          { month: '2025-06', arrivals: 2891003 },
          { month: '2025-07', arrivals: 3458366 },
          { month: '2025-08', arrivals: 4219034 },
          { month: '2025-09', arrivals: 2775130 },
          { month: '2025-10', arrivals: 3472477 },
          { month: '2025-11', arrivals: 3345683 },
          { month: '2025-12', arrivals: 3580130 },
          { month: '2026-01', arrivals: 3647328 },
          { month: '2026-02', arrivals: 4172940 },
          { month: '2026-03', arrivals: 3393636 },
          { month: '2026-04', arrivals: 3441396 },
          { month: '2026-05', arrivals: 3487994 },
        ],
      },
    })
  })

  it('compare a month with the same month of the year before, and the first year with nothing', async () => {
    expect(
      await ask(`{ visitorArrivals {
        first: monthly(to: "2008-01") { month yearOnYearPercent }
        covid: monthly(from: "2020-02", to: "2020-02") { arrivals yearOnYearPercent }
        last: monthly(last: 1) { month yearOnYearPercent }
        all: monthly { month } } }`),
    ).toMatchObject({
      visitorArrivals: {
        first: [{ month: '2008-01', yearOnYearPercent: null }],
        covid: [{ arrivals: 156394, yearOnYearPercent: -95.6 }],
        last: [{ month: '2026-05', yearOnYearPercent: 3.4 }],
        all: { length: 221 },
      },
    })
  })

  it('sum whole years as published and say how many months a broken one has', async () => {
    expect(
      await ask(
        '{ visitorArrivals { yearly(last: 3) { year arrivals monthsCounted yearOnYearPercent } provenance { sample } } }',
      ),
    ).toEqual({
      visitorArrivals: {
        yearly: [
          { year: 2024, arrivals: 34928650, monthsCounted: 12, yearOnYearPercent: 23.8 },
          { year: 2025, arrivals: 40069360, monthsCounted: 12, yearOnYearPercent: 14.7 },
          { year: 2026, arrivals: 18143294, monthsCounted: 5, yearOnYearPercent: null },
        ],
        provenance: { sample: false },
      },
    })
  })

  it('give the occupancy of all hotels by month', async () => {
    expect(await ask('{ hotelOccupancy { monthly(last: 2) { month percent } } }')).toEqual({
      hotelOccupancy: {
        monthly: [
          { month: '2025-12', percent: 90.4 },
          { month: '2026-01', percent: 91.6 },
        ],
      },
    })
  })

  it('say of new companies that the figures are synthetic', async () => {
    expect(
      await ask(
        '{ newCompanies { monthly(last: 1) { month companies } first: monthly(to: "2021-01") { companies } provenance { sample dataset { id } } } }',
      ),
    ).toEqual({
      newCompanies: {
        monthly: [{ month: '2026-09', companies: 374 }],
        first: [{ companies: 345 }],
        provenance: { sample: true, dataset: { id: 'dsec-new-companies' } },
      },
    })
  })

  it('refuse a range that ends before it begins, and counts outside the limits', async () => {
    expect(
      await refusals('{ visitorArrivals { monthly(from: "2026-02", to: "2026-01") { month } } }'),
    ).toEqual(['from: expected a month that is not after to (2026-01); got "2026-02".'])
    expect(await refusals('{ visitorArrivals { yearly(last: 0) { year } } }')).toEqual([
      'last: expected a whole number from 1 to 1200; got 0.',
    ])
    expect(await refusals('{ events(filter: { month: 13 }) { totalCount } }')).toEqual([
      'filter.month: expected a month from 1 to 12; got 13.',
    ])
    expect(await refusals('{ hotels(filter: { minStars: 6 }) { totalCount } }')).toEqual([
      'filter.minStars: expected a whole number of stars from 1 to 5; got 6.',
    ])
  })
})
