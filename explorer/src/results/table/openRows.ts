import type { AnswerField } from '../../format/answerField.ts'
import { isRecord } from '../../graph/isRecord.ts'
import type { Selected } from '../selection.ts'

/** A row of a table: a row of the list, or one item of a list within it beside it. */
export interface OpenedRow {
  readonly row: unknown
  readonly at: Selected
}

/** The lists of objects within a row, as "place.nearbyCarParks"; those within these once they are opened. */
export function findInnerLists(
  fields: readonly AnswerField[],
  opened: ReadonlySet<string> = new Set(),
  above = '',
): readonly string[] {
  return fields.flatMap((field) => {
    const name = `${above}${field.key}`
    if (field.kind !== 'object') return []
    const inner = () => findInnerLists(field.fields, opened, `${name}.`)
    if (!field.isList) return inner()
    return opened.has(name) ? [name, ...inner()] : [name]
  })
}

/**
 * A row for each item of each opened list, those of one list after those of another: side by side they would seem to belong
 * to each other. A row of which all these lists are empty stays.
 */
export function openRows(rows: readonly unknown[], opened: readonly string[]): readonly OpenedRow[] {
  const lists = nest(opened)
  return rows.flatMap((row, index) => openRow({ row, at: { row: index, within: [] } }, [], lists))
}

/** Opened lists, and those that are opened within their items. */
interface OpenedList {
  readonly path: readonly string[]
  readonly within: readonly OpenedList[]
}

function nest(names: readonly string[]): readonly OpenedList[] {
  const outer = names.filter((name) => !names.some((other) => isWithin(name, other)))
  return outer.map((name) => ({
    path: name.split('.'),
    within: nest(names.filter((other) => isWithin(other, name)).map((other) => other.slice(name.length + 1))),
  }))
}

function isWithin(name: string, other: string): boolean {
  return name.startsWith(`${other}.`)
}

/** `above` is the way from the row to the item whose lists these are. */
function openRow(
  opened: OpenedRow,
  above: readonly string[],
  lists: readonly OpenedList[],
): readonly OpenedRow[] {
  const paths = lists.map(({ path }) => [...above, ...path])
  const without = paths.reduce((row, path) => replaceAt(row, path, undefined), opened.row)
  const rows = lists.flatMap((list, index) => {
    const path = paths[index] ?? []
    return itemsAt(opened.row, path).flatMap((item, place) => {
      const within = [...opened.at.within, { list: list.path.join('.'), item: place }]
      return openRow(
        { row: replaceAt(without, path, item), at: { row: opened.at.row, within } },
        path,
        list.within,
      )
    })
  })
  if (rows.length > 0) return rows
  return [{ row: lists.length > 0 ? without : opened.row, at: opened.at }]
}

function itemsAt(row: unknown, path: readonly string[]): readonly unknown[] {
  const items = path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), row)
  return Array.isArray(items) ? items : []
}

function replaceAt(row: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  return isRecord(row) ? { ...row, [key]: replaceAt(row[key], rest, value) } : row
}
