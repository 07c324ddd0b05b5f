import { isRecord } from '../../../kit/isRecord.ts'
import { flattenRow, type Row } from '../../../kit/tables/rows.ts'
import { GatewayError } from '../../errors.ts'
import { columnsOfList, type TableColumn } from '../tableColumns.ts'
import { isList, type TableField, type TableList } from '../tableFields.ts'
import { comparable, compare, compileCondition } from './filter.ts'
import type { Shape, SortKey } from './readShape.ts'

/** Columns of a table, and what makes its rows of those that the graph gives. */
export interface ShapedTable {
  readonly columns: readonly TableColumn[]
  readonly shape: (rows: AsyncIterable<unknown>) => AsyncGenerator<unknown>
}

/** Throws GatewayError BAD_USER_INPUT where the shape names a column or list that is none. */
export function shapeTable(list: TableList, shape: Shape): ShapedTable {
  for (const path of shape.explode) assertList(list.fields, path)
  const columns = columnsOfList(list, new Set(shape.explode), shape.lang)
  const conditions = shape.filter.map((one) =>
    compileCondition(one, findColumn(columns, one.column, 'filter')),
  )
  const keys = shape.sort.map((key) => ({ ...key, of: findColumn(columns, key.column, 'sort') }))
  return {
    columns: shape.select.length === 0 ? columns : shape.select.flatMap((name) => select(columns, name)),
    async *shape(rows) {
      const exploded = shape.explode.reduce((given, path) => explodeRows(given, path.split('.')), rows)
      const filtered = conditions.length === 0 ? exploded : filterRows(exploded, conditions)
      const sorted = keys.length === 0 ? filtered : sortRows(filtered, keys)
      yield* cut(sorted, shape.offset, shape.limit)
    },
  }
}

function assertList(fields: readonly TableField[], path: string): void {
  const lists = listsIn(fields, '')
  if (lists.includes(path)) return
  const expected = lists.length === 0 ? 'none, since the rows hold no list' : lists.join(' or ')
  throw new GatewayError('BAD_USER_INPUT', `explode: expected ${expected}; got ${JSON.stringify(path)}.`)
}

function listsIn(fields: readonly TableField[], prefix: string): readonly string[] {
  return fields.flatMap((field) => [
    ...(isList(field) ? [`${prefix}${field.key}`] : []),
    ...listsIn(field.fields, `${prefix}${field.key}.`),
  ])
}

function findColumn(columns: readonly TableColumn[], name: string, parameter: string): TableColumn {
  const found = columns.find((column) => column.name === name)
  if (found) return found
  throw unknownColumn(columns, name, parameter)
}

/** A column, or all of an object's: "name" is "name.zh" and "name.pt". */
function select(columns: readonly TableColumn[], name: string): readonly TableColumn[] {
  const found = columns.filter((column) => column.name === name || column.name.startsWith(`${name}.`))
  if (found.length > 0) return found
  throw unknownColumn(columns, name, 'select')
}

function unknownColumn(columns: readonly TableColumn[], name: string, parameter: string): GatewayError {
  const expected = columns.map((column) => column.name).join(', ')
  return new GatewayError(
    'BAD_USER_INPUT',
    `${parameter}: expected one of ${expected}; got ${JSON.stringify(name)}.`,
  )
}

/** A row for each item of the list at the path; a row whose list is empty stays, with nothing in its place. */
async function* explodeRows(rows: AsyncIterable<unknown>, path: readonly string[]): AsyncGenerator<unknown> {
  for await (const row of rows) {
    const items = path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), row)
    if (!Array.isArray(items)) yield row
    else if (items.length === 0) yield replaceAt(row, path, null)
    else for (const item of items) yield replaceAt(row, path, item)
  }
}

function replaceAt(row: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  return isRecord(row) ? { ...row, [key]: replaceAt(row[key], rest, value) } : row
}

async function* filterRows(
  rows: AsyncIterable<unknown>,
  conditions: readonly ((row: Row) => boolean)[],
): AsyncGenerator<unknown> {
  for await (const row of rows) {
    const cells = flattenRow(row)
    if (conditions.every((holds) => holds(cells))) yield row
  }
}

/** To sort is to hold all rows; about 50 MB of them. */
export const MOST_SORTED = 50_000

/** What has no value comes last, in either direction; rows that are equal stay in the graph's order. */
async function* sortRows(
  rows: AsyncIterable<unknown>,
  keys: readonly (SortKey & { readonly of: TableColumn })[],
): AsyncGenerator<unknown> {
  const held: { readonly row: unknown; readonly values: readonly (string | number | null)[] }[] = []
  for await (const row of rows) {
    if (held.length === MOST_SORTED) throw tooManyToSort()
    const cells = flattenRow(row)
    const values = keys.map(({ of }) => {
      const cell = cells.get(of.name) ?? null
      return cell === null ? null : comparable(cell, of.type)
    })
    held.push({ row, values })
  }
  const order = (one: readonly (string | number | null)[], other: readonly (string | number | null)[]) => {
    for (const [at, { isDescending }] of keys.entries()) {
      const [a, b] = [one[at] ?? null, other[at] ?? null]
      if (a === null || b === null) {
        if (a !== b) return a === null ? 1 : -1
      } else if (a !== b) return isDescending ? -compare(a, b) : compare(a, b)
    }
    return 0
  }
  for (const { row } of held.toSorted((one, other) => order(one.values, other.values))) yield row
}

function tooManyToSort(): GatewayError {
  return new GatewayError(
    'BAD_USER_INPUT',
    `sort: expected a table of at most ${MOST_SORTED} rows; got more. A filter makes it smaller.`,
  )
}

/** Reads no more pages than it needs. */
async function* cut(rows: AsyncIterable<unknown>, offset: number, limit: number): AsyncGenerator<unknown> {
  if (limit === 0) return
  let at = 0
  for await (const row of rows) {
    if (at++ < offset) continue
    yield row
    if (at === offset + limit) return
  }
}
