import type { Column } from './columns.ts'
import { cellText, type Cell, type Many, type Row } from './rows.ts'

/** CSV by RFC 4180, in UTF-8 with a byte order mark: without it Excel reads Chinese as another encoding. */
export async function* writeCsv(columns: readonly Column[], rows: Many<Row>): AsyncGenerator<string> {
  yield `\uFEFF${writeLine(columns.map(({ head }) => csvText(head)))}`
  for await (const row of rows) yield writeLine(columns.map(({ name }) => csvText(row.get(name))))
}

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe before it: names come from outside, and
 * `=HYPERLINK(…)` in a list of restaurants must stay a name. So does what begins a cell where the semicolon, the tab or
 * the end of a line divides cells, as in Excel set to Portuguese. Numbers of the graph are numbers and keep their sign.
 */
function csvText(cell: Cell | undefined): string {
  const text = cellText(cell)
  return typeof cell === 'number' ? text : text.replace(FORMULA, "$1'").replace(BLANK_START, "'$&")
}

/** A sign that begins a formula, in full width too (Excel reads `＝1+1` as `=1+1`), at the beginning of a cell. */
const FORMULA = /(^|[;\t\r\n])(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g
const BLANK_START = /^[;\t\r\n]/

function writeLine(texts: readonly string[]): string {
  return `${texts.map(quoteCsv).join(',')}\r\n`
}

function quoteCsv(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
