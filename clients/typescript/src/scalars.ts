/** An instant as the graph writes it, in Macao time: "2026-11-22T14:20:00+08:00". */
export type DateTime = string
/** A calendar day in Macao: "2026-11-22". It is no instant: `new Date` of it is another day west of Greenwich. */
export type LocalDate = `${number}-${number}-${number}`
/** A calendar month: "2026-05". */
export type YearMonth = `${number}-${number}`

export interface Day {
  readonly year: number
  /** 1 to 12 */
  readonly month: number
  readonly day: number
}

export type Month = Omit<Day, 'day'>

const MACAO_OFFSET_MS = 8 * 3_600_000

/** Throws RangeError where the text is no instant. */
export function decodeDateTime(text: string): Date {
  const instant = new Date(text)
  if (!/^\d{4}-\d{2}-\d{2}T/i.test(text) || Number.isNaN(instant.getTime()))
    throw new RangeError(`Expected a date and time such as 2026-11-22T14:20:00+08:00; got ${text}.`)
  return instant
}

/** Writes an instant as the graph does, to the second. */
export function encodeDateTime(instant: Date): DateTime {
  return `${shifted(instant).slice(0, 19)}+08:00`
}

/** Throws RangeError where the text is no day of the calendar. */
export function decodeLocalDate(text: string): Day {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  const parts = { year: Number(year), month: Number(month), day: Number(day) }
  if (day === '' || text !== encodeLocalDate(parts))
    throw new RangeError(`Expected a day such as 2026-11-22; got ${text}.`)
  return parts
}

export function encodeLocalDate({ year, month, day }: Day): LocalDate {
  const text = new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)
  const [y, m, d] = text.split('-').map(Number)
  return `${pad(y, 4)}-${pad(m)}-${pad(d)}` as LocalDate
}

/** Throws RangeError where the text is no month. */
export function decodeYearMonth(text: string): Month {
  const [, year = '', month = ''] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? []
  if (month === '') throw new RangeError(`Expected a month such as 2026-05; got ${text}.`)
  return { year: Number(year), month: Number(month) }
}

export function encodeYearMonth({ year, month }: Month): YearMonth {
  return `${pad(year, 4)}-${pad(month)}` as YearMonth
}

/** The day on which an instant falls in Macao, wherever the reader is. */
export function macaoDay(instant: Date): LocalDate {
  return shifted(instant).slice(0, 10) as LocalDate
}

/** The clock of Macao as if it were that of Greenwich: UTC+8, without daylight saving time. */
function shifted(instant: Date): string {
  return new Date(instant.getTime() + MACAO_OFFSET_MS).toISOString()
}

function pad(value: number | undefined, length = 2): string {
  return String(value).padStart(length, '0')
}
