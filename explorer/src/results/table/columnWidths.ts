import type { Row } from '../../../../kit/tables/rows.ts'
import type { AnswerColumn } from '../../format/columns.ts'
import type { Measure } from '../../format/texts.ts'
import { formatValue } from '../../format/values.ts'

export const NARROWEST = 72
const WIDEST = 340
/** Beside the text: the cell's padding. */
const PADDING = 34
/** Beside the head: the arrow and the button of the column's menu. */
const HEAD_PADDING = 68
/** A head is in bold type. */
const BOLD = 1.07
/** In a table all figures are as wide as the widest, and a little wider than in a text. */
const FIGURES = 1.1
/** As many rows tell how wide a column's values are. */
const LOOKED_AT = 60

/** As wide as a column's head and the longest of its first values want, within bounds. */
export function findWidths(
  columns: readonly AnswerColumn[],
  rows: readonly Row[],
  measure: Measure,
): Readonly<Record<string, number>> {
  const sample = rows.slice(0, LOOKED_AT)
  return Object.fromEntries(
    columns.map(({ name, head, field }) => {
      const values = sample.map((row) =>
        measureValue(formatValue(row.get(name), field).slice(0, 200), measure),
      )
      const wanted = Math.max(measure(head) * BOLD + HEAD_PADDING, ...values.map((width) => width + PADDING))
      return [name, Math.round(Math.min(WIDEST, Math.max(NARROWEST, wanted)))]
    }),
  )
}

function measureValue(text: string, measure: Measure): number {
  return /\d/.test(text) ? measure(text.replaceAll(/\d/g, '0')) * FIGURES : measure(text)
}

const MOST_GROWTH = 1.7

/** Columns grow where there is room for more, but not those that the reader has set, and not so that eyes lose the row. */
export function growToFit(
  widths: Readonly<Record<string, number>>,
  set: Readonly<Record<string, number>>,
  shown: readonly string[],
  room: number,
): Readonly<Record<string, number>> {
  const free = shown.filter((name) => set[name] === undefined)
  const sum = (names: readonly string[]) =>
    names.reduce((all, name) => all + (set[name] ?? widths[name] ?? 0), 0)
  const growth = Math.min(MOST_GROWTH, (room - (sum(shown) - sum(free))) / Math.max(sum(free), 1))
  const grown = growth <= 1 ? widths : mapValues(widths, (width) => Math.floor(width * growth))
  return { ...grown, ...set }
}

function mapValues(
  record: Readonly<Record<string, number>>,
  change: (value: number) => number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
