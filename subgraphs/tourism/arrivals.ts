import { groupBy } from '../_kit/loader.ts'
import type { MonthValue } from './source/keyIndicators.ts'

export interface MonthOfArrivals {
  readonly month: string
  readonly arrivals: number
  readonly yearOnYearPercent: number | null
}

export interface YearOfArrivals {
  readonly year: number
  readonly arrivals: number
  readonly monthsCounted: number
  readonly yearOnYearPercent: number | null
}

export interface ArrivalsView {
  /** Oldest first. */
  readonly months: readonly MonthOfArrivals[]
  readonly years: readonly YearOfArrivals[]
}

export function buildArrivalsView(records: readonly MonthValue[]): ArrivalsView {
  const series = inOrder(records)
  return { months: withYearOnYear(series), years: sumYears(series) }
}

/** Sources list months in an order of their own. */
export function inOrder(records: readonly MonthValue[]): readonly MonthValue[] {
  return records.toSorted((a, b) => a.month.localeCompare(b.month))
}

function withYearOnYear(series: readonly MonthValue[]): readonly MonthOfArrivals[] {
  const arrivalsIn = new Map(series.map(({ month, value }) => [month, value]))
  return series.map(({ month, value }) => ({
    month,
    arrivals: value,
    yearOnYearPercent: change(arrivalsIn.get(yearBefore(month)), value),
  }))
}

/** A year is compared with the one before only when all months of both are known. */
function sumYears(series: readonly MonthValue[]): readonly YearOfArrivals[] {
  const years = [...groupBy(series, ({ month }) => Number(month.slice(0, 4)))].map(([year, months]) => ({
    year,
    arrivals: months.reduce((sum, { value }) => sum + value, 0),
    monthsCounted: months.length,
  }))
  const complete = new Map(
    years.filter(({ monthsCounted }) => monthsCounted === 12).map(({ year, arrivals }) => [year, arrivals]),
  )
  return years.map((record) => ({
    ...record,
    yearOnYearPercent: complete.has(record.year)
      ? change(complete.get(record.year - 1), record.arrivals)
      : null,
  }))
}

function yearBefore(month: string): string {
  return `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`
}

/** In percent to one decimal; null without a base to compare with. */
function change(before: number | undefined, now: number): number | null {
  return before ? Math.round((now / before - 1) * 1000) / 10 : null
}
