import { isInterfaceType, parse, type GraphQLSchema } from 'graphql'
import { readAnswerFields, type TableField } from '../../tables/tableFields.ts'
import type { OpenTable } from '../openTables.ts'
import type { CatalogueDataset } from './readCatalogue.ts'

/**
 * The tables whose rows are a data set's: of which a column of the row itself, or the list, is a field that the data set
 * feeds. What a row only leads to is another's.
 */
export function tablesOfDataset(
  schema: GraphQLSchema,
  tables: readonly OpenTable[],
  { fields }: CatalogueDataset,
): readonly OpenTable[] {
  return tables.filter((table) => {
    const coordinates = withImplementations(schema, coordinatesOf(schema, table))
    return fields.some((fed) => isFed(fed, coordinates))
  })
}

/** A data set feeds fields, or with the name of a type all of its fields. */
export function isFed(fed: string, coordinates: ReadonlySet<string>): boolean {
  if (fed.includes('.')) return coordinates.has(fed)
  return [...coordinates].some((coordinate) => coordinate.startsWith(`${fed}.`))
}

/** With what an interface's field is in each type that has it. */
export function withImplementations(
  schema: GraphQLSchema,
  coordinates: readonly string[],
): ReadonlySet<string> {
  return new Set(
    coordinates.flatMap((coordinate) => {
      const [typeName = '', field = ''] = coordinate.split('.')
      const type = schema.getType(typeName)
      const types = isInterfaceType(type) ? schema.getPossibleTypes(type) : []
      return [coordinate, ...types.map(({ name }) => `${name}.${field}`)]
    }),
  )
}

/** Those of the way to the list, and of the row's own fields. */
function coordinatesOf(schema: GraphQLSchema, { query, table: { list } }: OpenTable): readonly string[] {
  const way: string[] = []
  let level: readonly TableField[] = readAnswerFields(schema, parse(query.text), query.operation)
  for (const key of list.path) {
    const field = level.find((one) => one.key === key)
    if (field) way.push(field.coordinate)
    level = field?.fields ?? []
  }
  return [...way, ...list.fields.map(({ coordinate }) => coordinate)]
}
