import { lengthOf, type Xy } from './project.ts'

/** A field of numbers over a part of the sheet, row after row. */
interface Grid {
  readonly left: number
  readonly top: number
  readonly columns: number
  readonly rows: number
  readonly cells: Float32Array
}

const CELL = lengthOf(60)
/** Gaps between places up to twice the reach are closed; the outline then runs so far beyond the outermost. */
const REACH = lengthOf(560)
const MARGIN = lengthOf(220)

/**
 * Where something stands, as one outline: no coast, of which we hold none, but since nothing stands in the sea, islands
 * and peninsula are told apart by it. An SVG path.
 */
export function traceOutline(places: readonly Xy[]): string {
  if (places.length === 0) return ''
  const reached = spread(gridAround(places), places, REACH)
  const sea = listCells(reached, 0)
  const outlined = blur(blur(withdraw(reached, sea, REACH - MARGIN)))
  return dropHoles(traceRings(outlined))
    .map((ring) => `M${ring.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`)
    .join('')
}

/** Where nothing stands amid land are hills and reservoirs. A hole runs the other way round than what it is in. */
function dropHoles(rings: readonly (readonly Xy[])[]): readonly (readonly Xy[])[] {
  const largest = rings.map(areaOf).toSorted((a, b) => Math.abs(b) - Math.abs(a))[0] ?? 0
  return rings.filter((ring) => areaOf(ring) * largest > 0)
}

function areaOf(ring: readonly Xy[]): number {
  return ring.reduce((sum, { x, y }, index) => {
    const from = ring.at(index - 1) ?? { x, y }
    return sum + (from.x * y - x * from.y) / 2
  }, 0)
}

function gridAround(places: readonly Xy[]): Grid {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)]
  const edge = REACH + 3 * CELL
  const [left, top] = [Math.min(...xs) - edge, Math.min(...ys) - edge]
  const columns = Math.ceil((Math.max(...xs) + edge - left) / CELL)
  const rows = Math.ceil((Math.max(...ys) + edge - top) / CELL)
  return { left, top, columns, rows, cells: new Float32Array(columns * rows) }
}

function spread(grid: Grid, places: readonly Xy[], radius: number): Grid {
  const cells = grid.cells.slice()
  for (const place of places) stamp({ ...grid, cells }, place, radius, 1)
  return { ...grid, cells }
}

/** Takes the land back by `radius` wherever the sea is. */
function withdraw(grid: Grid, sea: readonly Xy[], radius: number): Grid {
  const cells = grid.cells.slice()
  for (const place of sea) stamp({ ...grid, cells }, place, radius, 0)
  return { ...grid, cells }
}

function stamp({ left, top, columns, rows, cells }: Grid, { x, y }: Xy, radius: number, value: number): void {
  const reach = Math.ceil(radius / CELL)
  const [column, row] = [Math.round((x - left) / CELL), Math.round((y - top) / CELL)]
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const [c, r] = [column + dx, row + dy]
      const isInside = c >= 0 && r >= 0 && c < columns && r < rows
      if (isInside && Math.hypot(dx, dy) * CELL <= radius) cells[r * columns + c] = value
    }
  }
}

/** The middles of the cells of this value that touch one of another: the others lie too deep to matter. */
function listCells(grid: Grid, value: number): readonly Xy[] {
  const { left, top, columns, cells } = grid
  const beside = [-1, 1, -columns, columns]
  return Array.from(cells).flatMap((cell, at) => {
    if (cell !== value || beside.every((step) => (cells[at + step] ?? value) === value)) return []
    return [{ x: left + (at % columns) * CELL, y: top + Math.floor(at / columns) * CELL }]
  })
}

function blur(grid: Grid): Grid {
  const { columns, cells } = grid
  const around = [-columns - 1, -columns, -columns + 1, -1, 0, 1, columns - 1, columns, columns + 1]
  const blurred = cells.map((_, at) => around.reduce((sum, step) => sum + (cells[at + step] ?? 0), 0) / 9)
  return { ...grid, cells: blurred }
}

/** The lines along which the field is one half, closed into rings: marching squares. */
function traceRings(grid: Grid): readonly (readonly Xy[])[] {
  const next = new Map<string, Xy>()
  const keyOf = ({ x, y }: Xy) => `${x.toFixed(3)} ${y.toFixed(3)}`
  for (let row = 0; row < grid.rows - 1; row++) {
    for (let column = 0; column < grid.columns - 1; column++) {
      for (const [from, to] of crossings(grid, column, row)) next.set(keyOf(from), to)
    }
  }
  const rings: Xy[][] = []
  for (const start of next.keys()) {
    const ring: Xy[] = []
    for (let key = start, to = next.get(key); to; key = keyOf(to), to = next.get(key)) {
      next.delete(key)
      ring.push(to)
    }
    if (ring.length > 2) rings.push(ring)
  }
  return rings
}

/** Where the line enters and leaves one square, the land at its left. */
function crossings(
  { left, top, columns, cells }: Grid,
  column: number,
  row: number,
): readonly (readonly [Xy, Xy])[] {
  const corner = (c: number, r: number) => ({
    x: left + c * CELL,
    y: top + r * CELL,
    value: cells[r * columns + c] ?? 0,
  })
  const corners = [
    corner(column, row),
    corner(column + 1, row),
    corner(column + 1, row + 1),
    corner(column, row + 1),
  ]
  const entering: Xy[] = []
  const leaving: Xy[] = []
  corners.forEach((from, index) => {
    const to = corners[(index + 1) % 4] ?? from
    if (from.value >= 0.5 === to.value >= 0.5) return
    const share = (0.5 - from.value) / (to.value - from.value)
    const at = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
    ;(from.value >= 0.5 ? entering : leaving).push(at)
  })
  return entering.flatMap((from, index) => {
    const to = leaving[index]
    return to ? [[from, to] as const] : []
  })
}
