import { registered } from './datasets.ts'
import { facts } from './facts.ts'
import { assertInput, assertWithin, plain, type Resolvers } from './resolvers.ts'

interface Months {
  readonly last?: number | null
  readonly from?: string | null
  readonly to?: string | null
}

interface Point {
  readonly month: string
  readonly value: number
}

const arrivals = readSeries(facts.tourism.visitor_arrivals_total_monthly)
const occupancy = readSeries(facts.tourism.hotel_occupancy_pct_monthly)

function readSeries(rows: readonly (readonly (string | number)[])[]): readonly Point[] {
  return rows.map(([month, value]) => ({ month: String(month), value: Number(value) }))
}

function choose(series: readonly Point[], { last, from, to }: Months): readonly Point[] {
  assertInput(!from || !to || from <= to, 'from')
  const chosen = series.filter(({ month }) => month >= (from ?? '0000') && month <= (to ?? '9999'))
  return newest(chosen, last)
}

function newest<T>(items: readonly T[], last: number | null | undefined): readonly T[] {
  assertWithin('last', last, 1, 1200)
  return items.slice(-(last ?? items.length))
}

/** In percent with one decimal; null without a month or year to compare with. */
function change(before: number | undefined, now: number): number | null {
  return before === undefined ? null : Math.round((now * 1000) / before - 1000) / 10
}

const yearBefore = (month: string) => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`

const years = Object.entries(facts.tourism.visitor_arrivals_yearly).map(([year, value]) => ({
  year: Number(year),
  arrivals: value,
  monthsCounted: 12,
}))

/** The facts hold whole years only; of the newest, some months. */
const thisYear = arrivals.filter(({ month }) => month.startsWith('2026'))
const allYears = [
  ...years.map((year) => ({
    ...year,
    yearOnYearPercent: change(years.find((other) => other.year === year.year - 1)?.arrivals, year.arrivals),
  })),
  {
    year: 2026,
    arrivals: thisYear.reduce((sum, { value }) => sum + value, 0),
    monthsCounted: thisYear.length,
    yearOnYearPercent: null,
  },
]

export const statisticsResolvers: Resolvers = {
  Query: { visitorArrivals: () => ({}), hotelOccupancy: () => ({}) },
  VisitorArrivals: {
    monthly: (_: unknown, args: Months) =>
      choose(arrivals, args).map(({ month, value }) => ({
        month,
        arrivals: value,
        yearOnYearPercent: change(arrivals.find((other) => other.month === yearBefore(month))?.value, value),
      })),
    yearly: (_: unknown, { last }: Months) => newest(allYears, last),
    provenance: () => registered('dsec-visitor-arrivals'),
  },
  MonthlyArrivals: plain('month', 'arrivals', 'yearOnYearPercent'),
  YearlyArrivals: plain('year', 'arrivals', 'monthsCounted', 'yearOnYearPercent'),
  HotelOccupancy: {
    monthly: (_: unknown, args: Months) =>
      choose(occupancy, args).map(({ month, value }) => ({ month, percent: value })),
    provenance: () => registered('dsec-hotel-occupancy'),
  },
  MonthlyOccupancy: plain('month', 'percent'),
}
