import type { Row } from '../../../kit/tables/rows.ts'
import type { AnswerColumn } from '../format/columns.ts'
import { formatValue } from '../format/values.ts'
import type { Mark } from './marks.ts'

/** What has one colour on the map, with a line in the legend. */
export interface Group {
  readonly label: string
  /** In CSS. */
  readonly colour: string
  readonly count: number
}

/** What the colours of a map mean. */
export interface Grouping {
  readonly groups: readonly Group[]
  /** The group of each mark, in the marks' order. */
  readonly ofMarks: readonly number[]
  /** The group of a row, though it be no mark. */
  readonly ofRow: (row: number) => number
}

interface Classes {
  readonly groups: readonly Omit<Group, 'count'>[]
  readonly ofRow: (row: number) => number
}

const COLOURS = Array.from({ length: 8 }, (_, index) => `var(--mark-${index + 1})`)
const UNKNOWN = 'var(--quiet)'
const STEPS = 5

/** Rows by the column, or all of one kind without one; what is listed in rows by its list. */
export function groupMarks(
  marks: readonly Mark[],
  cells: readonly Row[],
  column: AnswerColumn | null,
  unknown: string,
  nameOfList: (list: string | null) => string,
): Grouping {
  const rows = column === null ? ofOneKind(nameOfList(null)) : classify(cells, column, unknown)
  const lists = [...new Set(marks.flatMap(({ list }) => list ?? []))]
  // A list beside rows of one colour takes the next one; beside many it is told apart by those at the end.
  const inner = lists.map((list, index) => ({
    label: nameOfList(list),
    colour: COLOURS[(column === null ? index + 1 : COLOURS.length - 1 - index) % COLOURS.length] ?? UNKNOWN,
  }))
  const ofMarks = marks.map(({ list, found }) =>
    list === null ? rows.ofRow(found[0].selected.row) : rows.groups.length + lists.indexOf(list),
  )
  const counts = countEach(marks.length > 0 ? ofMarks : cells.map((_, row) => rows.ofRow(row)))
  return {
    groups: [...rows.groups, ...inner].map((group, index) => ({ ...group, count: counts.get(index) ?? 0 })),
    ofMarks,
    ofRow: rows.ofRow,
  }
}

/** Columns whose values are few enough for a colour each. */
export function findCategories(
  cells: readonly Row[],
  columns: readonly AnswerColumn[],
): readonly AnswerColumn[] {
  const kinds = new Set(['enum', 'boolean', 'text', 'name', 'typename'])
  return columns.filter(({ name, field }) => {
    if (field.isList || !kinds.has(field.kind)) return false
    const values = new Set<unknown>()
    for (const row of cells) {
      const value = row.get(name)
      if (value !== null && value !== undefined && value !== '') values.add(value)
      if (values.size > COLOURS.length) return false
    }
    return values.size > 1 && values.size <= Math.max(2, cells.length / 2)
  })
}

function ofOneKind(label: string): Classes {
  return { groups: [{ label, colour: COLOURS[0] ?? UNKNOWN }], ofRow: () => 0 }
}

function classify(cells: readonly Row[], column: AnswerColumn, unknown: string): Classes {
  const isAmount = cells.some((row) => typeof row.get(column.name) === 'number')
  return isAmount ? byAmount(cells, column, unknown) : byValue(cells, column, unknown)
}

/** The most frequent value first; those beyond the colours, and none, are one group. */
function byValue(cells: readonly Row[], column: AnswerColumn, unknown: string): Classes {
  const values = cells.map((row) => row.get(column.name) ?? null)
  const known = values.filter((value) => value !== null && value !== '')
  const byCount = [...countEach(known)].toSorted(([, a], [, b]) => b - a).map(([value]) => value)
  const shown = byCount.slice(0, COLOURS.length)
  const places = new Map(shown.map((value, index) => [value, index]))
  const hasOthers = values.some((value) => !places.has(value))
  const groups = shown.map((value, index) => ({
    label: formatValue(value, column.field),
    colour: COLOURS[index] ?? UNKNOWN,
  }))
  return {
    groups: hasOthers ? [...groups, { label: unknown, colour: UNKNOWN }] : groups,
    ofRow: (row) => places.get(values[row] ?? null) ?? groups.length,
  }
}

/** Steps with about as many rows in each: of equal width, a few large values would leave all others in one. */
function byAmount(cells: readonly Row[], column: AnswerColumn, unknown: string): Classes {
  const values = cells.map((row) => row.get(column.name))
  const known = values.filter((value) => typeof value === 'number').toSorted((a, b) => a - b)
  const starts = stepsThrough(known)
  const stepOf = (value: number) => starts.findLastIndex((start) => start <= value)
  const text = (value: number) => formatValue(value, column.field)
  const groups = starts.map((start, step) => {
    const last = known.findLast((value) => stepOf(value) === step) ?? start
    const share = (100 * step) / Math.max(1, starts.length - 1)
    return {
      label: last === start ? text(start) : `${text(start)} – ${text(last)}`,
      colour: `color-mix(in oklab, var(--ramp-low), var(--ramp-high) ${share}%)`,
    }
  })
  const hasUnknown = known.length < values.length
  return {
    groups: hasUnknown ? [...groups, { label: unknown, colour: UNKNOWN }] : groups,
    ofRow: (row) => {
      const value = values[row]
      return typeof value === 'number' ? stepOf(value) : starts.length
    },
  }
}

/** The least value of each step. */
function stepsThrough(sorted: readonly number[]): readonly number[] {
  const starts = Array.from(
    { length: STEPS },
    (_, step) => sorted[Math.floor((step * sorted.length) / STEPS)],
  )
  return [...new Set(starts.filter((start) => start !== undefined))]
}

function countEach<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
