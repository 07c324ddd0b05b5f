import { isRecord } from '../../kit/isRecord.ts'
import { countMissingCells } from '../request/table/missingCells.ts'
import { MISSING_CELLS, SAMPLE } from '../request/table/sendTable.ts'
import { readErrors } from '../request/table/wholeList.ts'
import type { ReadAnswer } from './askGraph.ts'
import { createFreshness } from './freshness.ts'
import { readProvenance } from '../request/readProvenance.ts'
import { countSources, type SourceCount } from './sources.ts'

/** What the pages of a table tell together, while they are read. */
export interface Tally {
  readonly sources: SourceCount
  addPage(answer: ReadAnswer, list: TalliedList, rows: readonly unknown[]): void
  /** Empty cells that an error left, and errors of the whole query. */
  counts(): { readonly missingCells: number; readonly errors: number }
  /** `all`: the last row has been read. */
  headers(rows: 'all' | 'some'): Readonly<Record<string, string>>
}

export interface TalliedList {
  readonly kind: 'list' | 'row'
  readonly path: readonly string[]
  /** Their names. */
  readonly columns: readonly string[]
  /** The names of those that decide which rows there are, and in which order. */
  readonly deciding: readonly string[]
}

export function startTally(now: () => number): Tally {
  const freshness = createFreshness(now)
  const sources = countSources()
  let errors = 0
  let missing = 0
  let oldest = Infinity
  return {
    sources,
    addPage(answer, { path, columns }, rows) {
      const found = readErrors(answer.body)
      errors += found.length
      missing += countMissingCells(found, path, columns, rows)
      oldest = rows.reduce<number>((time, row) => Math.min(time, oldestObservationOf(row)), oldest)
      freshness.add(answer.headers)
      for (const entry of readProvenance(answer.body) ?? []) sources.add(entry)
    },
    counts: () => ({ missingCells: missing, errors }),
    headers(rows) {
      const modified = Math.min(oldest, sources.oldestUpdate())
      return {
        ...(errors > 0 && { 'x-graphql-errors': `${errors}` }),
        ...(missing > 0 && { [MISSING_CELLS]: `${missing}` }),
        ...(rows === 'all' && freshness.headers()),
        ...(rows === 'all' && modified < Infinity && { 'last-modified': new Date(modified).toUTCString() }),
        ...(rows === 'all' && { [SAMPLE]: sources.sample() }),
      }
    },
  }
}

/** Milliseconds since 1970 of the oldest `observedAt` in a row, its lists included; Infinity without any. */
function oldestObservationOf(value: unknown): number {
  if (Array.isArray(value)) return Math.min(Infinity, ...value.map(oldestObservationOf))
  if (!isRecord(value)) return Infinity
  const own = typeof value.observedAt === 'string' ? Date.parse(value.observedAt) : NaN
  return Math.min(Number.isNaN(own) ? Infinity : own, ...Object.values(value).map(oldestObservationOf))
}
