import { isRecord } from '../../../kit/isRecord.ts'
import { flattenRow, type Row } from '../../../kit/tables/rows.ts'
import { GatewayError } from '../../errors.ts'
import type { TableBudget } from '../../request/table/readWhole.ts'
import { columnsOfList, type TableColumn } from '../tableColumns.ts'
import { isList, type TableField, type TableList } from '../../../kit/tables/tableFields.ts'
import { compileCondition } from './filter.ts'
import type { Shape } from './readShape.ts'
import { sortRows } from './sortRows.ts'

/** Columns of a table, and what makes its rows of those that the graph gives. */
export interface ShapedTable {
  readonly columns: readonly TableColumn[]
  readonly shape: (rows: AsyncIterable<unknown>, budget: TableBudget) => AsyncGenerator<unknown>
}

/** Throws GatewayError BAD_USER_INPUT where the shape names a column or list that is none. */
export function shapeTable(list: TableList, shape: Shape): ShapedTable {
  assertExploded(list.fields, shape.explode)
  const columns = columnsOfList(list, new Set(shape.explode), shape.lang)
  const conditions = shape.filter.map((one) =>
    compileCondition(one, findColumn(columns, one.column, 'filter')),
  )
  const keys = shape.sort.map((key) => ({ ...key, of: findColumn(columns, key.column, 'sort') }))
  return {
    columns: shape.select.length === 0 ? columns : shape.select.flatMap((name) => select(columns, name)),
    async *shape(rows, budget) {
      const exploded = shape.explode.reduce((given, path) => explodeRows(given, path.split('.')), rows)
      const filtered = conditions.length === 0 ? exploded : filterRows(exploded, conditions)
      const sorted = keys.length === 0 ? filtered : sortRows(filtered, keys, budget)
      yield* cut(sorted, shape.offset, shape.limit)
    },
  }
}

/** Two lists beside each other would give pairs that no source states, and rows without end. */
function assertExploded(fields: readonly TableField[], paths: readonly string[]): void {
  for (const [at, path] of paths.entries()) {
    assertList(fields, path)
    const before = paths[at - 1]
    if (before === undefined || path.startsWith(`${before}.`)) continue
    throw new GatewayError(
      'BAD_USER_INPUT',
      `explode: expected a list within ${before}; got ${JSON.stringify(path)}.`,
    )
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
