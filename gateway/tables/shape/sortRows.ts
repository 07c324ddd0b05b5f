import { flattenRow } from '../../../kit/tables/rows.ts'
import { GatewayError } from '../../errors.ts'
import type { TableBudget } from '../../request/table/readWhole.ts'
import type { TableColumn } from '../tableColumns.ts'
import { comparable, compare } from './filter.ts'
import type { SortKey } from './readShape.ts'

/** To sort is to hold all rows. */
const MOST_SORTED = 50_000

/** What has no value comes last, in either direction; rows that are equal stay in the graph's order. */
export async function* sortRows(
  rows: AsyncIterable<unknown>,
  keys: readonly (SortKey & { readonly of: TableColumn })[],
  budget: TableBudget,
): AsyncGenerator<unknown> {
  let taken = 0
  try {
    const held: HeldRow[] = []
    for await (const row of rows) {
      if (held.length === MOST_SORTED) throw tooManyToSort()
      const bytes = 2 * JSON.stringify(row).length
      if (!budget.take(bytes)) throw new GatewayError('OVERLOADED', NO_ROOM)
      taken += bytes
      held.push({ row, values: valuesOf(row, keys) })
    }
    for (const { row } of held.toSorted((one, other) => compareRows(one, other, keys))) yield row
  } finally {
    budget.give(taken)
  }
}

const NO_ROOM = 'Other tables fill the memory for tables that are sorted; ask again in a moment.'

interface HeldRow {
  readonly row: unknown
  readonly values: readonly (string | number | null)[]
}

function valuesOf(row: unknown, keys: readonly { readonly of: TableColumn }[]): HeldRow['values'] {
  const cells = flattenRow(row)
  return keys.map(({ of }) => {
    const cell = cells.get(of.name) ?? null
    return cell === null ? null : comparable(cell, of.type)
  })
}

function compareRows(one: HeldRow, other: HeldRow, keys: readonly SortKey[]): number {
  for (const [at, { isDescending }] of keys.entries()) {
    const [a, b] = [one.values[at] ?? null, other.values[at] ?? null]
    if (a === null || b === null) {
      if (a !== b) return a === null ? 1 : -1
    } else if (a !== b) return isDescending ? -compare(a, b) : compare(a, b)
  }
  return 0
}

function tooManyToSort(): GatewayError {
  return new GatewayError(
    'BAD_USER_INPUT',
    `sort: expected a table of at most ${MOST_SORTED} rows; got more. A filter makes it smaller.`,
  )
}
