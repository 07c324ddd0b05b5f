/** Lists in an answer as rows of a table. Shared by the gateway and the explorer, so it knows neither Node nor a page. */

import { isRecord } from '../isRecord.ts'

/** A list of an answer, with the way to it. */
export interface RowList {
  /** Response keys from `data`, such as ["museums", "nodes"]; empty where the answer has no list and is one row. */
  readonly path: readonly string[]
  readonly rows: readonly unknown[]
}

/** A value of one column of one row; a list of objects stays whole. */
export type Cell = string | number | boolean | null | readonly unknown[]
export type Row = ReadonlyMap<string, Cell>

/** Rows that are all there, or that come as they are fetched. */
export type Many<T> = Iterable<T> | AsyncIterable<T>

type JsonObject = Readonly<Record<string, unknown>>

/** The lists that lie outside other lists, the nearest to the root first; the answer as one row where it has none. */
export function findRowLists(data: unknown): readonly RowList[] {
  const found: RowList[] = []
  let level: readonly { readonly path: readonly string[]; readonly value: unknown }[] = [
    { path: [], value: data },
  ]
  while (level.length > 0) {
    const next: { path: readonly string[]; value: unknown }[] = []
    for (const { path, value } of level) {
      if (Array.isArray(value)) {
        // A connection may list the same nodes twice; `nodes` is the plainer form.
        if (!isRepeatedConnection(path, found)) found.push({ path, rows: value.map(unwrapEdge) })
      } else if (isRecord(value)) {
        for (const [key, inner] of Object.entries(value)) next.push({ path: [...path, key], value: inner })
      }
    }
    level = next
  }
  const withObjects = found.filter(({ rows }) => rows.length === 0 || rows.some(isRecord))
  if (withObjects.length > 0) return withObjects
  return found.length > 0 ? found : [{ path: [], rows: [unwrapSingle(data)] }]
}

/** A row with nested objects laid flat: "name.zh", "place.lat". */
export function flattenRow(row: unknown): Row {
  const cells = new Map<string, Cell>()
  if (!isRecord(row)) return new Map([['value', toCell(row)]])
  flattenInto(row, '', cells)
  return cells
}

/** The row with these columns alone, nested as they are: "name.zh" is `{ name: { zh } }`. */
export function pickColumns(row: unknown, names: readonly string[]): unknown {
  if (!isRecord(row)) return row
  const groups = new Map<string, string[]>()
  for (const name of names) {
    const [key = '', ...rest] = name.split('.')
    groups.set(key, [...(groups.get(key) ?? []), ...(rest.length === 0 ? [] : [rest.join('.')])])
  }
  return Object.fromEntries(
    [...groups].map(([key, inner]) => [key, inner.length === 0 ? row[key] : pickColumns(row[key], inner)]),
  )
}

/** The columns of all rows, in the order in which they are first met. */
export function columnsOf(rows: readonly Row[]): readonly string[] {
  const names = new Set<string>()
  for (const row of rows) for (const name of row.keys()) names.add(name)
  // An object that is null in one row and present in others: its own parts say more than an empty column.
  return [...names].filter((name) => !hasParts(name, names, rows))
}

/** What a cell reads as in a format that has only text: lists of plain values joined, lists of objects as JSON. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'object') {
    return cell.some((item) => typeof item === 'object') ? JSON.stringify(cell) : cell.join('; ')
  }
  return String(cell)
}

function flattenInto(value: JsonObject, prefix: string, cells: Map<string, Cell>): void {
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__typename' && prefix !== '') continue
    const name = prefix === '' ? key : `${prefix}.${key}`
    if (isRecord(inner)) flattenInto(inner, name, cells)
    else cells.set(name, toCell(inner))
  }
}

function toCell(value: unknown): Cell {
  if (Array.isArray(value)) return value
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return value === null || value === undefined ? null : JSON.stringify(value)
}

function hasParts(name: string, names: ReadonlySet<string>, rows: readonly Row[]): boolean {
  const hasLonger = [...names].some((other) => other.startsWith(`${name}.`))
  return hasLonger && rows.every((row) => (row.get(name) ?? null) === null)
}

function isRepeatedConnection(path: readonly string[], found: readonly RowList[]): boolean {
  const owner = path.slice(0, -1).join('.')
  return (
    (path.at(-1) === 'edges' || path.at(-1) === 'nodes') &&
    found.some(
      ({ path: other }) =>
        other.slice(0, -1).join('.') === owner && (other.at(-1) === 'edges' || other.at(-1) === 'nodes'),
    )
  )
}

function unwrapEdge(item: unknown): unknown {
  return isRecord(item) && isRecord(item.node) ? item.node : item
}

/** `{ museum: { … } }` is the museum. */
function unwrapSingle(data: unknown): unknown {
  if (!isRecord(data)) return data
  const values = Object.values(data)
  return values.length === 1 && isRecord(values[0]) ? values[0] : data
}
