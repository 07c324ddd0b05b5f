import type { ValueKind } from '../../format/answerField.ts'

/** The clock of Macao is so far from UTC, at any time of the year. */
const MACAO_OFFSET = 8 * 3_600_000
const DAY = 86_400_000

/** Where a value lies on an axis of time or numbers; null where it is not known. Times are told as if Macao's were UTC. */
export function positionOf(value: unknown, kind: ValueKind): number | null {
  if (value === null || value === undefined || value === '') return null
  const position = toPosition(value, kind)
  return Number.isFinite(position) ? position : null
}

function toPosition(value: unknown, kind: ValueKind): number {
  switch (kind) {
    case 'year':
      // Not Date.UTC, to which the year 99 is 1999.
      return new Date(0).setUTCFullYear(Number(value))
    case 'month':
    case 'day':
      return Date.parse(String(value))
    case 'instant':
      return Date.parse(String(value)) + MACAO_OFFSET
    default:
      return Number(value)
  }
}

/** How far two positions are apart, in what the axis counts by: a month is a month, of 28 days or of 31. */
export function countBetween(from: number, to: number, kind: ValueKind): number {
  if (kind === 'year') return monthsOf(to) / 12 - monthsOf(from) / 12
  if (kind === 'month') return monthsOf(to) - monthsOf(from)
  return kind === 'day' ? (to - from) / DAY : to - from
}

function monthsOf(position: number): number {
  const date = new Date(position)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** The usual step from one position to the next, as `countBetween` counts; null where there are too few to tell. */
export function findUsualStep(positions: readonly number[], kind: ValueKind): number | null {
  const sorted = [...new Set(positions)].toSorted((a, b) => a - b)
  const steps = sorted.slice(1).map((to, index) => countBetween(sorted[index] ?? to, to, kind))
  return steps.toSorted((a, b) => a - b)[Math.floor((steps.length - 1) / 2)] ?? null
}

/** Clocks are read now and then; calendars leave nothing out. */
const TOLERANCE = { instant: 2.5, calendar: 1.5 }

/** Whether something is missing between two neighbours. */
export function isGap(from: number, to: number, kind: ValueKind, usual: number | null): boolean {
  if (usual === null) return false
  const tolerance = kind === 'instant' ? TOLERANCE.instant : TOLERANCE.calendar
  return countBetween(from, to, kind) > usual * tolerance
}

/** From where to where the bar of a position reaches; its middle is there, where an axis has its label. */
export function spanOf(position: number, kind: ValueKind, usual: number | null): readonly [number, number] {
  const half = lengthOf(position, kind, usual) / 2
  return [position - half, position + half]
}

function lengthOf(position: number, kind: ValueKind, usual: number | null): number {
  const date = new Date(position)
  if (kind === 'year') return new Date(position).setUTCFullYear(date.getUTCFullYear() + 1) - position
  if (kind === 'month') return new Date(position).setUTCMonth(date.getUTCMonth() + 1) - position
  if (kind === 'day') return DAY
  return usual ?? (kind === 'instant' ? DAY : 1)
}
