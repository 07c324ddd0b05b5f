import {
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  type GraphQLOutputType,
} from 'graphql'
import type { PreparedTable } from '../prepareTable.ts'
import type { TableField } from '../../../kit/tables/tableFields.ts'
import { unitOf } from '../units.ts'

/** JSON Schema (2020-12) of the rows in JSON; of NDJSON each line is one of its items. */
export function describeAsJsonSchema({ query, list, settings, columns }: PreparedTable): object {
  const isSelected = settings.select.length > 0
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: query.name,
    description: query.description,
    type: 'array',
    items: objectOf(list.fields, '', {
      exploded: new Set(settings.explode),
      selected: isSelected ? columns.map(({ name }) => name) : undefined,
    }),
  }
}

interface Wanted {
  readonly exploded: ReadonlySet<string>
  readonly selected: readonly string[] | undefined
}

function objectOf(fields: readonly TableField[], prefix: string, wanted: Wanted): object {
  const shown = fields.filter(({ key }) => isShown(`${prefix}${key}`, wanted.selected))
  return {
    type: 'object',
    properties: Object.fromEntries(
      shown.map((field) => [field.key, describe(field, `${prefix}${field.key}`, wanted)]),
    ),
    // Of an object that may be of several types, no field is sure to be there.
    required: isOfOneType(fields) ? shown.map(({ key }) => key) : [],
  }
}

function isOfOneType(fields: readonly TableField[]): boolean {
  return new Set(fields.map(({ coordinate }) => coordinate.split('.')[0])).size === 1
}

function isShown(name: string, selected: Wanted['selected']): boolean {
  return (
    selected === undefined ||
    selected.some(
      (column) => column === name || column.startsWith(`${name}.`) || name.startsWith(`${column}.`),
    )
  )
}

function describe(field: TableField, name: string, wanted: Wanted): object {
  const unit = unitOf(field.coordinate, field.description)
  const type = wanted.exploded.has(name) ? itemOf(field.type) : field.type
  return {
    ...(field.description !== null && { description: field.description }),
    ...(unit !== null && { 'x-unit': unit }),
    ...describeType(type, field, name, wanted),
  }
}

/** An exploded list may have been empty. */
function itemOf(type: GraphQLOutputType): GraphQLOutputType {
  const list = getNullableType(type)
  return isListType(list) ? getNullableType(list.ofType) : type
}

function describeType(type: GraphQLOutputType, field: TableField, name: string, wanted: Wanted): object {
  const plain = getNullableType(type)
  const own = isListType(plain)
    ? { type: 'array', items: describeType(plain.ofType, field, name, wanted) }
    : describeOne(plain, field, name, wanted)
  return isNonNullType(type) ? own : { anyOf: [own, { type: 'null' }] }
}

/** JSON Schema of the scalars that the graphs of bureaus share; of others nothing is known. */
export const SCALARS: Readonly<Record<string, object>> = {
  ID: { type: 'string' },
  String: { type: 'string' },
  Int: { type: 'integer' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  DateTime: { type: 'string', format: 'date-time' },
  Date: { type: 'string', format: 'date' },
  LocalDate: { type: 'string', format: 'date' },
  YearMonth: { type: 'string', pattern: '^\\d{4}-\\d{2}$' },
}

function describeOne(type: GraphQLOutputType, field: TableField, name: string, wanted: Wanted): object {
  const named = getNamedType(type)
  if (field.fields.length > 0) return objectOf(field.fields, `${name}.`, wanted)
  if (isEnumType(named)) return { enum: named.getValues().map((value) => value.name) }
  return SCALARS[named.name] ?? {}
}
