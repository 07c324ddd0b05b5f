/** A table of counts with its sums as a last row and a last column; the total of the whole stands apart. */
export interface Grid {
  readonly rows: number
  readonly columns: number
  readonly total: number
  /** Every cell and every sum, row by row. */
  readonly positions: readonly Position[]
  readonly cells: readonly Position[]
  /** Undefined where the total stands. */
  at(row: number, column: number): Position | undefined
  readonly values: ReadonlyMap<Position, number>
}

export interface Position {
  readonly row: number
  readonly column: number
  readonly isSum: boolean
}

export function addTotals(counts: readonly (readonly number[])[]): Grid {
  const rows = counts.length
  const columns = counts[0]?.length ?? 0
  const withRowTotals = counts.map((row) => [...row, sum(row)])
  const columnTotals = Array.from({ length: columns }, (_, column) =>
    sum(counts.map((row) => row[column] ?? 0)),
  )
  const entries = [...withRowTotals, columnTotals].map((numbers, row) =>
    numbers.map((value, column) => ({
      position: { row, column, isSum: row === rows || column === columns },
      value,
    })),
  )
  const positions = entries.flat().map(({ position }) => position)
  return {
    rows,
    columns,
    total: sum(columnTotals),
    positions,
    cells: positions.filter(({ isSum }) => !isSum),
    at: (row, column) => entries[row]?.[column]?.position,
    values: new Map(entries.flat().map(({ position, value }) => [position, value])),
  }
}

export function valueAt(grid: Grid, position: Position): number {
  return grid.values.get(position) ?? 0
}

export function valuesOf(grid: Grid, positions: readonly Position[]): readonly number[] {
  return positions.map((position) => valueAt(grid, position))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
