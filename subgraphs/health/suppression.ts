import { addTotals, valueAt, valuesOf, type Grid, type Position } from './suppressionGrid.ts'

/** Counts of people below this are not published: in a small area they point at persons. */
export const SMALLEST_PUBLISHED = 5

type Counts = readonly (readonly number[])[]

/** Counts by row and column with their sums, as they may be published: null where a number is withheld. */
export interface PublishedTable {
  readonly cells: readonly (readonly (number | null)[])[]
  readonly rowTotals: readonly (number | null)[]
  readonly columnTotals: readonly (number | null)[]
  readonly total: number | null
}

/** The table with nothing withheld, for the bureau that owns it. */
export function tableWithTotals(counts: Counts): PublishedTable {
  return publish(addTotals(counts), () => false)
}

/**
 * Withholds every cell and every sum below five, and then as many others as it takes that no sum gives one away. The
 * total of the whole stays: it is what the press is told.
 *
 * Some numbers can change together while everything else still adds up (see `Exchange`). So a number is safe once it
 * belongs to such a group that is withheld whole and has room to change by five: whoever knows all that is published
 * still finds six values possible. Where a number belongs to no such group, all but the total is withheld. A total of
 * 0 has nobody to protect and is published as it is.
 */
export function suppressTable(counts: Counts): PublishedTable {
  const grid = addTotals(counts)
  if (grid.total === 0) return publish(grid, () => false)
  const withheld = new Set(grid.positions.filter((position) => valueAt(grid, position) < SMALLEST_PUBLISHED))
  for (const position of grid.positions) {
    if (!withheld.has(position)) continue
    const exchange = cheapestExchange(grid, position, withheld)
    if (!exchange) return publishTotalAlone(grid)
    for (const member of [...exchange.rising, ...exchange.falling]) withheld.add(member)
  }
  return publish(grid, (position) => withheld.has(position))
}

/** Numbers that may all be greater, and others smaller, by one amount without any equation of the table failing. */
interface Exchange {
  readonly rising: readonly Position[]
  readonly falling: readonly Position[]
}

/** The exchange with room to change that withholds the fewest more numbers, and of these the smallest. */
function cheapestExchange(grid: Grid, position: Position, withheld: ReadonlySet<Position>): Exchange | null {
  let best: { exchange: Exchange; count: number; people: number } | null = null
  for (const exchange of exchangesWith(grid, position)) {
    if (roomToChange(grid, exchange) < SMALLEST_PUBLISHED) continue
    const added = [...exchange.rising, ...exchange.falling].filter((member) => !withheld.has(member))
    const people = valuesOf(grid, added).reduce((sum, value) => sum + value, 0)
    if (!best || added.length < best.count || (added.length === best.count && people < best.people))
      best = { exchange, count: added.length, people }
  }
  return best?.exchange ?? null
}

/** From the lowest to the highest value that each member can have while none of them falls below 0. */
function roomToChange(grid: Grid, { rising, falling }: Exchange): number {
  return Math.min(...valuesOf(grid, rising)) + Math.min(...valuesOf(grid, falling))
}

/** All exchanges of which `position` is a member. */
function* exchangesWith(grid: Grid, position: Position): Generator<Exchange> {
  for (const inColumn of grid.positions.filter((other) => other.column === position.column)) {
    for (const inRow of grid.positions.filter((other) => other.row === position.row)) {
      const opposite = grid.at(inColumn.row, inRow.column)
      if (inColumn !== position && inRow !== position && opposite)
        yield exchangeAround(position, inColumn, inRow, opposite)
    }
  }
  for (const gaining of grid.cells.filter((cell) => isPartOf(cell, position)))
    for (const losing of grid.cells)
      if (losing.row !== gaining.row && losing.column !== gaining.column)
        yield { rising: withItsSums(grid, gaining), falling: withItsSums(grid, losing) }
}

/**
 * The corners of a rectangle, of which one pair may be sums: what a corner gains its neighbours lose, save that a sum
 * goes with its cell.
 */
function exchangeAround(
  position: Position,
  inColumn: Position,
  inRow: Position,
  opposite: Position,
): Exchange {
  const corners = [
    { corner: position, rises: true },
    { corner: inColumn, rises: inColumn.isSum !== position.isSum },
    { corner: inRow, rises: inRow.isSum !== position.isSum },
    { corner: opposite, rises: opposite.isSum === position.isSum },
  ]
  return {
    rising: corners.filter(({ rises }) => rises).map(({ corner }) => corner),
    falling: corners.filter(({ rises }) => !rises).map(({ corner }) => corner),
  }
}

function isPartOf(cell: Position, position: Position): boolean {
  if (!position.isSum) return cell === position
  return cell.row === position.row || cell.column === position.column
}

/** People who are counted in one cell instead of another change both cells and the sums of their rows and columns. */
function withItsSums(grid: Grid, cell: Position): readonly Position[] {
  return grid.positions.filter(
    (other) => other === cell || (other.isSum && (other.row === cell.row || other.column === cell.column)),
  )
}

/** In a table of one row or one column the total is the sum of that row or column, and goes with it. */
function publishTotalAlone(grid: Grid): PublishedTable {
  const table = publish(grid, () => true)
  return grid.rows > 1 && grid.columns > 1 ? table : { ...table, total: null }
}

function publish(grid: Grid, isWithheld: (position: Position) => boolean): PublishedTable {
  const show = (row: number, column: number) => {
    const position = grid.at(row, column)
    return position && !isWithheld(position) ? valueAt(grid, position) : null
  }
  const rows = Array.from({ length: grid.rows }, (_, row) => row)
  const columns = Array.from({ length: grid.columns }, (_, column) => column)
  return {
    cells: rows.map((row) => columns.map((column) => show(row, column))),
    rowTotals: rows.map((row) => show(row, grid.columns)),
    columnTotals: columns.map((column) => show(grid.rows, column)),
    total: grid.total,
  }
}
