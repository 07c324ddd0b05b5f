import { inputError } from '../../_kit/errors.ts'

/** A month ("2026-11") or a year ("2026"), in Macao. */
export interface Period {
  readonly text: string
  readonly kind: 'month' | 'year'
  readonly year: string
}

const PERIOD = /^(\d{4})(-(?:0[1-9]|1[0-2]))?$/

/** Throws BAD_USER_INPUT. */
export function parsePeriod(text: string): Period {
  const [, year, month] = PERIOD.exec(text) ?? []
  if (year === undefined)
    throw inputError('period', 'a month such as "2026-11" or a year such as "2026"', text)
  return { text, kind: month === undefined ? 'year' : 'month', year }
}

/** Whether a day or a month lies in it. */
export function isWithin({ text }: Period, date: string): boolean {
  return date.startsWith(text)
}
