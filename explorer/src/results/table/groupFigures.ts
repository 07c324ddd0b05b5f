import type { AnswerColumn } from '../../format/columns.ts'
import type { TableRow } from './buildTable.ts'

/** What the rows of a group say together in a column of numbers. */
export type GroupFigure =
  | {
      readonly kind: 'total'
      readonly column: AnswerColumn
      readonly total: number
      /** Of how many things the number is not known, so that there may be more. */
      readonly unknown: number
    }
  | { readonly kind: 'range'; readonly column: AnswerColumn; readonly low: number; readonly high: number }

/** Of counts of things the total; of all other amounts, whose sum would be nonsense, the lowest and the highest. */
export function figuresOfGroup(
  rows: readonly TableRow[],
  columns: readonly AnswerColumn[],
): readonly GroupFigure[] {
  // A row of which lists are opened stands there once for each of their items.
  const things = [...new Map(rows.map((row) => [row.at.row, row])).values()]
  return columns.flatMap((column) => {
    if (!hasFigure(column)) return []
    const cells = (column.isOwn ? things : rows).map(({ cells: own }) => own.get(column.name))
    const numbers = cells.filter((cell) => typeof cell === 'number')
    return numbers.length === 0 ? [] : [figureOf(column, numbers, cells.length - numbers.length)]
  })
}

function hasFigure({ field: { kind, isList } }: AnswerColumn): boolean {
  return !isList && (kind === 'number' || kind === 'share' || kind === 'year')
}

function figureOf(column: AnswerColumn, numbers: readonly number[], unknown: number): GroupFigure {
  if (column.isOwn && column.field.addsUp)
    return { kind: 'total', column, total: numbers.reduce((sum, number) => sum + number), unknown }
  const [low, high] = numbers.reduce(
    ([least, most], number) => [Math.min(least, number), Math.max(most, number)],
    [Infinity, -Infinity],
  )
  return { kind: 'range', column, low, high }
}
