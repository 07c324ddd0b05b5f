import { cellText, type Cell } from '../../../../kit/tables/rows.ts'
import type { AnswerField } from '../../format/answerField.ts'
import { formatValue } from '../../format/values.ts'

/** Whether a value of a column is among what the reader wants to see. */
export type CellTest = (cell: Cell | undefined) => boolean

const BOUND = /^(<=?|>=?|=|≤|≥)\s*(-?\d+(?:\.\d+)?)\s*%?$/
const RANGE = /^(-?\d+(?:\.\d+)?)\s*(?:\.\.|…|–)\s*(-?\d+(?:\.\d+)?)\s*%?$/

/** "> 100", "10..20" of numbers; of all else, and of these too, a part of what one reads or of what the graph itself has. */
export function parseFilter(text: string, field: AnswerField): CellTest {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return () => true
  return parseNumbers(wanted, field) ?? ((cell) => textOfCell(cell, field).includes(wanted))
}

/** What one reads of a cell and what the graph itself has, for what is looked for by words. */
export function textOfCell(cell: Cell | undefined, field: AnswerField): string {
  return `${formatValue(cell, field)} ${cellText(cell)}`.toLowerCase()
}

export function isNumeric({ kind, isList }: AnswerField): boolean {
  return !isList && (kind === 'number' || kind === 'share' || kind === 'year' || kind === 'degrees')
}

function parseNumbers(wanted: string, field: AnswerField): CellTest | null {
  if (!isNumeric(field)) return null
  // A share is read in percent.
  const scale = field.kind === 'share' ? 100 : 1
  const test = parseRange(wanted) ?? parseBound(wanted)
  return test && ((cell) => typeof cell === 'number' && test(cell * scale))
}

function parseRange(wanted: string): ((value: number) => boolean) | null {
  const found = RANGE.exec(wanted)
  if (!found) return null
  const [from, to] = [Number(found[1]), Number(found[2])]
  return (value) => value >= from && value <= to
}

function parseBound(wanted: string): ((value: number) => boolean) | null {
  const found = BOUND.exec(wanted)
  if (!found) return null
  const bound = Number(found[2])
  switch (found[1]) {
    case '<':
      return (value) => value < bound
    case '<=':
    case '≤':
      return (value) => value <= bound
    case '>':
      return (value) => value > bound
    case '>=':
    case '≥':
      return (value) => value >= bound
    default:
      return (value) => value === bound
  }
}
