import { flattenRow } from '../../../kit/tables/rows.ts'
import type { AnswerError } from './wholeList.ts'

/** From so many on, a gateway leaves out entries of one kind (`MAX_DENIALS`, `MAX_ERRORS_OF_FAILURE` of the engine). */
const PERHAPS_CUT = 100

/**
 * How many cells of the rows at `path` are empty because of an error and not because there is nothing. Where entries
 * may have been left out, every empty cell of the columns that they are about counts.
 */
export function countMissingCells(
  errors: readonly AnswerError[],
  path: readonly string[],
  columns: readonly string[],
  rows: readonly unknown[],
): number {
  const inRows = errors.flatMap((error) => columnsOfError(error, path, columns))
  if (errors.length < PERHAPS_CUT) return inRows.length
  const touched = [...new Set(inRows)]
  return rows.reduce<number>((sum, row) => {
    const cells = flattenRow(row)
    return sum + touched.filter((column) => (cells.get(column) ?? null) === null).length
  }, 0)
}

/** The first error of which one of these columns is empty in a row at `path`. */
export function findErrorInColumns(
  errors: readonly AnswerError[],
  path: readonly string[],
  columns: readonly string[],
): AnswerError | undefined {
  return errors.find((error) => columnsOfError(error, path, columns).length > 0)
}

function columnsOfError(
  { path: errorPath }: AnswerError,
  path: readonly string[],
  columns: readonly string[],
): readonly string[] {
  const place = errorPath.filter((part) => typeof part === 'string')
  if (errorPath.length <= path.length || path.some((key, at) => errorPath[at] !== key)) return []
  const inRow = place.slice(path.length)
  const isEdge = path.at(-1) === 'edges' && inRow[0] === 'node'
  const name = (isEdge ? inRow.slice(1) : inRow).join('.')
  return name === '' ? columns : columns.filter((column) => touches(column, name))
}

function touches(column: string, name: string): boolean {
  return column === name || column.startsWith(`${name}.`) || name.startsWith(`${column}.`)
}
