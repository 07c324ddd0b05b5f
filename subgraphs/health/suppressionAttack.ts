import type { PublishedTable } from './suppression.ts'

/** What one who reads all published numbers can find out; for tests. The last row and column are the sums. */
interface Found {
  readonly row: number
  readonly column: number
}

/** The withheld numbers that follow from the published ones because every row and every column adds up. */
export function recoverByElimination(table: PublishedTable): readonly (Found & { value: number })[] {
  const grid = toGrid(table)
  const unknowns = findUnknowns(grid)
  const solved = eliminate(equationsOf(grid).map((equation) => [...coefficients(equation, unknowns)]))
  return solved.flatMap((row) => {
    const used = unknowns.filter((_, index) => Math.abs(row[index] ?? 0) > 1e-9)
    const [only] = used
    return used.length === 1 && only ? [{ ...only, value: Math.round(row.at(-1) ?? 0) }] : []
  })
}

/**
 * The lowest and highest value of each withheld number over all tables of counts from 0 that agree with what is
 * published. A change that keeps all sums is a circulation between the rows and the columns, so the ends of the
 * range are maximal flows; nobody can conclude more from the sums.
 */
export function possibleRanges(
  table: PublishedTable,
  counts: readonly (readonly number[])[],
): readonly (Found & { lowest: number; highest: number })[] {
  const grid = toGrid(table)
  const truth = withSums(counts)
  return findUnknowns(grid).map(({ row, column }) => {
    const value = truth[row]?.[column] ?? 0
    const isSum = isSumAt(grid, row, column)
    const [up, down] = [flow(grid, truth, { row, column }, 'up'), flow(grid, truth, { row, column }, 'down')]
    return {
      row,
      column,
      lowest: value - Math.min(value, isSum ? up : down),
      highest: value + (isSum ? down : up),
    }
  })
}

type Grid = readonly (readonly (number | null)[])[]

function toGrid({ cells, rowTotals, columnTotals, total }: PublishedTable): Grid {
  return [...cells.map((row, index) => [...row, rowTotals[index] ?? null]), [...columnTotals, total]]
}

function withSums(counts: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const rows = counts.map((row) => [...row, add(row)])
  const columns = rows[0]?.map((_, column) => add(rows.map((row) => row[column] ?? 0))) ?? []
  return [...rows, columns]
}

function add(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

function findUnknowns(grid: Grid): readonly Found[] {
  return grid.flatMap((values, row) =>
    values.flatMap((value, column) => (value === null ? [{ row, column }] : [])),
  )
}

function isSumAt(grid: Grid, row: number, column: number): boolean {
  return (row === grid.length - 1) !== (column === (grid[0]?.length ?? 0) - 1)
}

interface Term extends Found {
  readonly sign: 1 | -1
  readonly value: number | null
}

/** Every row and every column, with its sum on the other side, adds up to 0. */
function equationsOf(grid: Grid): readonly (readonly Term[])[] {
  const terms = grid.map((values, row) =>
    values.map((value, column): Term => ({ row, column, value, sign: isSumAt(grid, row, column) ? -1 : 1 })),
  )
  const columns = (terms[0] ?? []).map((_, column) => terms.flatMap((row) => row[column] ?? []))
  return [...terms, ...columns]
}

function* coefficients(equation: readonly Term[], unknowns: readonly Found[]): Generator<number> {
  for (const unknown of unknowns)
    yield equation.find(({ row, column }) => row === unknown.row && column === unknown.column)?.sign ?? 0
  yield -add(equation.map(({ sign, value }) => sign * (value ?? 0)))
}

/** Gauss and Jordan's reduced form; the last column is the right-hand side. */
function eliminate(rows: number[][]): readonly (readonly number[])[] {
  const width = (rows[0]?.length ?? 1) - 1
  let rank = 0
  for (let column = 0; column < width; column++) {
    const pivot = rows.findIndex((row, index) => index >= rank && Math.abs(row[column] ?? 0) > 1e-9)
    const chosen = rows[pivot]
    if (!chosen) continue
    rows.splice(pivot, 1)
    const scaled = chosen.map((value) => value / (chosen[column] ?? 1))
    rows.splice(rank, 0, scaled)
    rows.forEach((row, index) => {
      const factor = row[column] ?? 0
      if (index !== rank && factor !== 0)
        rows[index] = row.map((value, at) => value - factor * (scaled[at] ?? 0))
    })
    rank++
  }
  return rows
}

const UNLIMITED = 1_000_000

/** How far the signed number at `of` can move, the change going round through other withheld numbers. */
function flow(
  grid: Grid,
  truth: readonly (readonly number[])[],
  of: Found,
  direction: 'up' | 'down',
): number {
  const rows = grid.length
  const capacity = new Map<string, number>()
  const limit = (from: number, to: number) => capacity.get(`${from}>${to}`) ?? 0
  for (const { row, column } of findUnknowns(grid)) {
    if (row === of.row && column === of.column) continue
    const value = truth[row]?.[column] ?? 0
    const isSum = isSumAt(grid, row, column)
    capacity.set(`${row}>${rows + column}`, isSum ? value : UNLIMITED)
    capacity.set(`${rows + column}>${row}`, isSum ? UNLIMITED : value)
  }
  const ends = [rows + of.column, of.row] as const
  const [source, sink] = direction === 'up' ? ends : [ends[1], ends[0]]
  const nodes = rows + (grid[0]?.length ?? 0)
  let moved = 0
  for (let path = findPath(nodes, limit, source, sink); path; path = findPath(nodes, limit, source, sink)) {
    const steps = path.slice(1).map((to, index) => [path[index] ?? 0, to] as const)
    const amount = Math.min(...steps.map(([from, to]) => limit(from, to)))
    for (const [from, to] of steps) {
      capacity.set(`${from}>${to}`, limit(from, to) - amount)
      capacity.set(`${to}>${from}`, limit(to, from) + amount)
    }
    moved += amount
  }
  return moved
}

function findPath(
  nodes: number,
  limit: (from: number, to: number) => number,
  source: number,
  sink: number,
): readonly number[] | null {
  const paths: (readonly number[])[] = [[source]]
  const seen = new Set([source])
  for (const path of paths) {
    const last = path.at(-1) ?? source
    if (last === sink) return path
    for (let next = 0; next < nodes; next++) {
      if (seen.has(next) || limit(last, next) <= 0) continue
      seen.add(next)
      paths.push([...path, next])
    }
  }
  return null
}
