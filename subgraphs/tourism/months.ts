import { inputError } from '../_kit/errors.ts'

export interface InMonth {
  /** "2026-05" */
  readonly month: string
}

/** Which months of a series are asked for; what is absent does not restrict. */
export interface MonthChoice {
  readonly from?: string | null
  readonly to?: string | null
  readonly last?: number | null
}

const MAX_LAST = 1200

/** The chosen part of a series that is in order of time. */
export function chooseMonths<T extends InMonth>(series: readonly T[], choice: MonthChoice): readonly T[] {
  const { from, to, last } = choice
  if (from && to && from > to) throw inputError('from', `a month that is not after to (${to})`, from)
  const inRange = series.filter(({ month }) => (!from || month >= from) && (!to || month <= to))
  return takeLast(inRange, last)
}

/** The last `count` items, all of them when it is absent. */
export function takeLast<T>(items: readonly T[], count: number | null | undefined): readonly T[] {
  if (count === null || count === undefined) return items
  if (count < 1 || count > MAX_LAST) throw inputError('last', `a whole number from 1 to ${MAX_LAST}`, count)
  return items.slice(-count)
}

/** The record of `month`, or of the newest month when none is named; null where there is none. */
export function inMonth<T extends InMonth>(
  records: readonly T[],
  month: string | null | undefined,
): T | null {
  if (month) return records.find((record) => record.month === month) ?? null
  return records.reduce<T | null>(
    (newest, record) => (newest && newest.month >= record.month ? newest : record),
    null,
  )
}
