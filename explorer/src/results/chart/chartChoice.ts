import type { AnswerColumn } from '../../format/columns.ts'
import { axisKind, isOrder, type AxisKind, type ChartShape } from '../shape.ts'

export const MARKS = ['line', 'bars', 'dots'] as const
export type Mark = (typeof MARKS)[number]

/** What is asked of a chart, as an address has it: anybody's words. Null is what the data choose, empty is none. */
export interface AskedChart {
  readonly x: string | null
  /** Names of columns, with commas between. */
  readonly y: string | null
  readonly colour: string | null
  readonly facet: string | null
  readonly mark: string | null
}

/** What a chart is drawn from. */
export interface ChartChoice {
  /** Null where nothing tells the rows apart but their order. */
  readonly x: AnswerColumn | null
  readonly axis: AxisKind
  readonly ys: readonly AnswerColumn[]
  /** Each of its values has a colour. */
  readonly colour: AnswerColumn | null
  /** Each of its values has a panel. */
  readonly facet: AnswerColumn | null
  readonly mark: Mark
}

/** Null where there is no amount to draw. */
export function chooseChart(shape: ChartShape, asked: AskedChart): ChartChoice | null {
  const x = findColumn(shape.along, asked.x) ?? shape.along[0] ?? null
  const ys = chooseAmounts(shape, asked.y, x)
  if (ys.length === 0) return null
  const groups = shape.groups.filter((group) => group !== x)
  const facet = findColumn(groups, asked.facet) ?? null
  const colour = chooseColour(
    shape,
    groups.filter((group) => group !== facet),
    asked.colour,
    { x, facet },
  )
  const axis = x === null ? 'category' : axisKind(x)
  const mark = marksFor(axis).find((name) => name === asked.mark)
  return { x, axis, ys, colour, facet, mark: mark ?? usualMark(shape, { x, axis, colour, facet }) }
}

/** A line between things that have no order would say what is not so. */
export function marksFor(axis: AxisKind): readonly Mark[] {
  return axis === 'category' ? ['bars', 'dots'] : MARKS
}

export function writeAmounts(ys: readonly AnswerColumn[]): string {
  return ys.map(({ name }) => name).join(',')
}

function chooseAmounts(
  { values, groups }: ChartShape,
  asked: string | null,
  x: AnswerColumn | null,
): readonly AnswerColumn[] {
  const names = new Set(asked?.split(','))
  const chosen = values.filter(({ name }) => names.has(name))
  if (chosen.length > 0) return chosen
  const others = values.filter((value) => value !== x)
  // Of few values, such as stars, one sees more as colours.
  const first = others.find((value) => !groups.includes(value)) ?? others[0] ?? values[0]
  return first === undefined ? [] : [first]
}

/** Of several rows at one time each is another group's: without colours or panels they would be one confused line. */
function chooseColour(
  shape: ChartShape,
  groups: readonly AnswerColumn[],
  asked: string | null,
  { x, facet }: Pick<ChartChoice, 'x' | 'facet'>,
): AnswerColumn | null {
  const chosen = findColumn(groups, asked) ?? null
  if (chosen !== null || asked === '' || x === null || !shape.isTimeline(x) || !shape.repeats(x))
    return chosen
  const separator = shape.findSeparator(x)
  return separator === facet ? null : separator
}

function usualMark(
  shape: ChartShape,
  { x, axis, colour, facet }: Pick<ChartChoice, 'x' | 'axis' | 'colour' | 'facet'>,
): Mark {
  if (x === null || axis === 'category') return 'bars'
  const isOneEach = !shape.repeats(x) || [colour, facet].includes(shape.findSeparator(x) ?? x)
  return isOneEach && (axis === 'time' || isOrder(x)) ? 'line' : 'dots'
}

function findColumn(columns: readonly AnswerColumn[], name: string | null): AnswerColumn | undefined {
  return columns.find((column) => column.name === name)
}
