import { assertFirst, createPage, decodeCursor, encodeCursor, type Page } from '../../_kit/connection.ts'
import { inputError } from '../../_kit/errors.ts'
import type { KeysetPage, Order, TableRecord } from './table.ts'

/** Where a page begins: after the record of this number and id, whether or not that record still exists. */
export interface KeysetPosition {
  readonly number: number
  readonly id: string
}

/** The position of a checked page's cursor; null for the first page. */
export function readKeyset({ first, after }: KeysetPage): KeysetPosition | null {
  assertFirst(first)
  if (after === undefined || after === null) return null
  const [number = '', id, ...rest] = decodeCursor(after)
  const value = Number(number || NaN)
  if (id === undefined || rest.length > 0 || Number.isNaN(value))
    throw inputError('after', 'a cursor that this list issued', after)
  return { number: value, id }
}

export function positionOf<R extends TableRecord>(record: R, order: Order<R>): KeysetPosition {
  return { number: order.of(record), id: record.id }
}

/** By number, then by id in the order of code points, as the database's "C" collation has it. */
export function comparePositions(a: KeysetPosition, b: KeysetPosition): number {
  if (a.number !== b.number) return a.number < b.number ? -1 : 1
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}

export function sortBy<R extends TableRecord>(records: readonly R[], order: Order<R>): readonly R[] {
  return records.toSorted((a, b) => comparePositions(positionOf(a, order), positionOf(b, order)))
}

/** The page of `records`, which begin where the page does and are one more than it holds, if there are so many. */
export function createKeysetPage<R extends TableRecord>(
  records: readonly R[],
  first: number,
  order: Order<R>,
  totalCount: number,
): Page<R> {
  const edges = records.slice(0, first).map((node) => {
    const { number, id } = positionOf(node, order)
    return { cursor: encodeCursor([String(number), id]), node }
  })
  return createPage(edges, totalCount, records.length > first)
}
