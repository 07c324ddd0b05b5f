import {
  createCursors,
  cutPage,
  isGiven,
  parsePageSize,
  type CursorArgument,
  type Cursors,
  type Page,
  type PageArgs,
  type PageSize,
} from '../../_kit/connection.ts'
import { inputError } from '../../_kit/errors.ts'
import type { Order, TableRecord } from './table.ts'

/** Where a page begins: after the record of these numbers and this id, whether or not that record still exists. */
export interface KeysetPosition {
  readonly numbers: readonly number[]
  readonly id: string
}

/** Which part of a table a page is cut from, and how much of it is read. */
export interface Keyset {
  readonly size: PageSize
  readonly after: KeysetPosition | null
  readonly before: KeysetPosition | null
  /** One record more than the page holds, by which is known whether there are more. */
  readonly limit: number
  /** Whether the end of the range is read, and not its beginning. */
  readonly fromEnd: boolean
  readonly cursors: Cursors
}

/** Of a page of the table `name`; rejects sizes and cursors that are none. */
export function readKeyset<R>(name: string, { keys }: Order<R>, page: PageArgs): Keyset {
  const size = parsePageSize(page)
  const cursors = createCursors(page, name)
  return {
    size,
    after: readPosition(cursors, 'after', page.after, keys.length),
    before: readPosition(cursors, 'before', page.before, keys.length),
    limit: Math.max(size.first ?? 0, size.last ?? 0) + 1,
    fromEnd: size.first === null,
    cursors,
  }
}

function readPosition(
  cursors: Cursors,
  argument: CursorArgument,
  cursor: string | null | undefined,
  count: number,
): KeysetPosition | null {
  if (!isGiven(cursor)) return null
  const parts = cursors.read(argument, cursor, count + 1)
  const numbers = parts.slice(0, count).map((part) => Number(part || NaN))
  if (numbers.some(Number.isNaN)) throw inputError(argument, 'a cursor that this list issued', cursor)
  return { numbers, id: parts[count] ?? '' }
}

export function positionOf<R extends TableRecord>(record: R, { keys }: Order<R>): KeysetPosition {
  return { numbers: keys.map(({ of }) => of(record)), id: record.id }
}

/** By numbers, then by id in the order of code points, as the database's "C" collation has it. */
export function comparePositions<R>({ idDirection }: Order<R>, a: KeysetPosition, b: KeysetPosition): number {
  for (const [index, number] of a.numbers.entries()) {
    const other = b.numbers[index] ?? number
    if (number !== other) return number < other ? -1 : 1
  }
  if (a.id === b.id) return 0
  return a.id < b.id === (idDirection === 'ASC') ? -1 : 1
}

export function sortBy<R extends TableRecord>(records: readonly R[], order: Order<R>): readonly R[] {
  return records.toSorted((a, b) => comparePositions(order, positionOf(a, order), positionOf(b, order)))
}

/** How many records fulfil the conditions: at all, up to the cursor `after`, and from the cursor `before` on. */
export interface KeysetCounts {
  readonly total: number
  readonly preceding: number
  readonly following: number
}

/** The page of `records`, the range between the cursors or so much of it as the keyset reads. */
export function createKeysetPage<R extends TableRecord>(
  records: readonly R[],
  { size, cursors }: Keyset,
  order: Order<R>,
  { total, preceding, following }: KeysetCounts,
): Page<R> {
  const cursorOf = (record: R) => {
    const { numbers, id } = positionOf(record, order)
    return cursors.write([...numbers.map(String), id])
  }
  return cutPage(records, size, cursorOf, {
    totalCount: total,
    precedes: preceding > 0,
    follows: following > 0,
  })
}
