import type { ColumnType } from '../../../kit/tables/columns.ts'
import type { PreparedTable } from '../prepareTable.ts'

const DATATYPES: Readonly<Record<ColumnType, string>> = {
  text: 'string',
  integer: 'integer',
  number: 'double',
  boolean: 'boolean',
  date: 'date',
  month: 'gYearMonth',
  dateTime: 'dateTimeStamp',
  list: 'string',
  objects: 'json',
  any: 'string',
}

/** CSV on the Web (W3C, 2015): what each column of the CSV is. */
export function describeAsCsvw({ query, parameters, columns, settings }: PreparedTable): object {
  const search = parameters.toString()
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': settings.lang ?? 'en' }],
    url: `${query.name}.csv${search === '' ? '' : `?${search}`}`,
    'dc:title': query.name,
    'dc:description': query.description,
    dialect: { encoding: 'utf-8', header: true, lineTerminators: ['\r\n', '\n'], doubleQuote: true },
    tableSchema: {
      columns: columns.map(({ name, head, type, description, unit, isRequired }) => ({
        name: name.replaceAll('.', '_'),
        titles: [head],
        datatype: DATATYPES[type],
        ...(type === 'list' && { separator: '; ' }),
        required: isRequired,
        ...(description !== null && { 'dc:description': description }),
        ...(unit !== null && { 'schema:unitText': unit }),
      })),
    },
  }
}
