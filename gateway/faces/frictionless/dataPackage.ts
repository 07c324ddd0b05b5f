import type { ColumnType } from '../../../kit/tables/columns.ts'
import type { TableColumn } from '../../tables/tableColumns.ts'
import { catalogueIri, isWebAddress } from '../catalogue/addresses.ts'
import { describeDatasets, findOwnDataset, type DescribedDataset } from '../catalogue/describedDatasets.ts'
import { bestText } from '../catalogue/languages.ts'
import { readCatalogue } from '../catalogue/readCatalogue.ts'
import { jsonDocument, type FaceDocument, type Facing } from '../face.ts'
import { openTablesOf, type OpenTable } from '../openTables.ts'

/** Data Package 2.0 (Frictionless): the tables as CSV, each with its columns, and the data sets of which it is made. */
export async function describeAsDataPackage(facing: Facing): Promise<FaceDocument | null> {
  const { graph, queries, base } = facing
  const tables = openTablesOf(graph, queries).filter(({ needsVariables }) => !needsVariables)
  if (tables.length === 0) return null
  const datasets = (await readCatalogue(facing)) ?? []
  const described = describeDatasets(facing, datasets)
  const title = bestText(findOwnDataset(datasets)?.title ?? null)
  return jsonDocument('application/json', {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'open-data',
    ...(title !== undefined && { title }),
    homepage: catalogueIri(base),
    resources: tables.map((table) =>
      toResource(
        base,
        table,
        described.filter((one) => one.tables.includes(table)),
      ),
    ),
  })
}

/** Licences with an address alone: others have no place there, and stand in the catalogue. */
function toResource(base: string, { query, table }: OpenTable, made: readonly DescribedDataset[]): object {
  const licences = [...new Set(made.flatMap(({ dataset }) => dataset.licence ?? []))].filter(isWebAddress)
  return {
    name: query.name,
    type: 'table',
    path: `${base}/q/${query.name}.csv`,
    ...(query.description !== '' && { description: query.description }),
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    schema: {
      $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
      fields: table.columns.map(toField),
      missingValues: [''],
    },
    ...(made.length > 0 && { sources: made.map((one) => toSource(base, one)) }),
    ...(licences.length > 0 && { licenses: licences.map((path) => ({ path })) }),
  }
}

function toSource(base: string, { dataset }: DescribedDataset): object {
  return {
    title: bestText(dataset.title) ?? dataset.id,
    path: `${catalogueIri(base)}/${encodeURIComponent(dataset.id)}`,
  }
}

const TYPES: Readonly<Record<ColumnType, object>> = {
  text: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'date' },
  month: { type: 'yearmonth' },
  // The default has no offset from UTC but Z.
  dateTime: { type: 'datetime', format: 'any' },
  list: { type: 'list', delimiter: '; ' },
  objects: { type: 'array' },
  any: { type: 'any' },
}

function toField({ head, type, description, isRequired }: TableColumn): object {
  return {
    name: head,
    ...TYPES[type],
    ...(description !== null && { description }),
    ...(isRequired && { constraints: { required: true } }),
  }
}
