import { cellText, type Cell } from '../../../../kit/tables/rows.ts'
import type { AnswerField } from '../../format/answerField.ts'
import { formatValue } from '../../format/values.ts'

const collator = new Intl.Collator(undefined, { numeric: true })

/** Numbers and times by their size, words as a reader has them in a dictionary. */
export function compareCells(a: Cell | undefined, b: Cell | undefined, field: AnswerField): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(sortText(a, field), sortText(b, field))
}

function sortText(cell: Cell | undefined, field: AnswerField): string {
  return field.kind === 'enum' || field.kind === 'typename' ? formatValue(cell, field) : cellText(cell)
}
