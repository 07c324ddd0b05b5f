import { getNamedType, isCompositeType, isEnumType } from 'graphql'
import type { Column, ColumnType } from '../../kit/tables/columns.ts'
import { headOf, type HeadLanguage } from './heads.ts'
import { isList, isRequired, type TableField, type TableList } from '../../kit/tables/tableFields.ts'
import { unitOf } from './units.ts'

/** A column of a table, with what the schema says of it. */
export interface TableColumn extends Column {
  readonly description: string | null
  /** Such as "metres"; null where there is none, or the schema does not tell it. */
  readonly unit: string | null
  /** Whether no cell is empty, as far as nothing fails. */
  readonly isRequired: boolean
}

/**
 * The columns of a list's rows: objects laid flat, and the lists in them as one column each, but those that are exploded
 * (named from the row, such as "place.nearbyCarParks") as the columns of their items.
 */
export function columnsOfList(
  { fields }: Pick<TableList, 'fields'>,
  exploded: ReadonlySet<string> = new Set(),
  language?: HeadLanguage,
): readonly TableColumn[] {
  const columns = new Map<string, TableColumn>()
  const lay = (level: readonly TableField[], above: readonly TableField[], isAlways: boolean): void => {
    for (const field of level) {
      const way = [...above, field]
      const name = way.map(({ key }) => key).join('.')
      const isOpened = field.fields.length > 0 && (!isList(field) || exploded.has(name))
      const isFilled = isAlways && isRequired(field)
      if (isOpened) lay(field.fields, way, isFilled && !isList(field))
      else if (!columns.has(name))
        columns.set(name, toColumn(name, way, isFilled && !exploded.has(name), exploded, language))
    }
  }
  lay(fields, [], true)
  return withOwnHeads([...columns.values()])
}

function toColumn(
  name: string,
  way: readonly TableField[],
  isFilled: boolean,
  exploded: ReadonlySet<string>,
  language: HeadLanguage | undefined,
): TableColumn {
  const field = way.at(-1)
  const coordinates = way.map(({ coordinate }) => coordinate)
  const type = field ? typeOf(field, exploded.has(name)) : 'any'
  return {
    name,
    head: language === undefined ? name : headOf(coordinates, language),
    type,
    description: field?.description?.replaceAll(/\s+/g, ' ').trim() ?? null,
    unit: field ? unitOf(field.coordinate, field.description) : null,
    // An empty list is an empty cell.
    isRequired: isFilled && type !== 'list' && type !== 'objects',
  }
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  ID: 'text',
  String: 'text',
  Int: 'integer',
  Float: 'number',
  Boolean: 'boolean',
  DateTime: 'dateTime',
  Date: 'date',
  LocalDate: 'date',
  YearMonth: 'month',
}

function typeOf(field: TableField, isExploded: boolean): ColumnType {
  const named = getNamedType(field.type)
  if (isList(field) && !isExploded) return isCompositeType(named) ? 'objects' : 'list'
  return isEnumType(named) ? 'text' : (TYPES[named.name] ?? 'any')
}

/** Two columns of one head could not be told apart. */
function withOwnHeads(columns: readonly TableColumn[]): readonly TableColumn[] {
  const counts = new Map<string, number>()
  for (const { head } of columns) counts.set(head, (counts.get(head) ?? 0) + 1)
  return columns.map((column) =>
    (counts.get(column.head) ?? 0) > 1 && column.head !== column.name
      ? { ...column, head: `${column.head} (${column.name})` }
      : column,
  )
}
