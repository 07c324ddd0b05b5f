import { getOperationAST, isInterfaceType, parse, type GraphQLSchema } from 'graphql'
import { readAnswerFields } from '../../../kit/tables/tableFields.ts'
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
  return tables.filter(({ query, table }) => {
    const coordinates = withImplementations(schema, coordinatesOf(schema, query.text, table.list.path))
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

/** The coordinates of the way to a query's list, and of the own fields of its rows. */
export function coordinatesOf(
  schema: GraphQLSchema,
  text: string,
  path: readonly string[],
): readonly string[] {
  const document = parse(text)
  const operation = getOperationAST(document)
  const way: string[] = []
  let level = operation ? readAnswerFields(schema, document, operation) : []
  for (const key of path) {
    const field = level.find((one) => one.key === key)
    if (field) way.push(field.coordinate)
    level = field?.fields ?? []
  }
  return [...way, ...level.map(({ coordinate }) => coordinate)]
}
