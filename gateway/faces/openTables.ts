import { Kind, parse, validate, type GraphQLSchema } from 'graphql'
import type { Graph } from '../graph/graph.ts'
import type { Format } from '../request/table/format.ts'
import { prepareTable, type PreparedTable } from '../tables/prepareTable.ts'
import type { SavedQueries, SavedQuery } from '../tables/savedQueries.ts'

/** A saved query that this graph can answer, as the table that its address gives without parameters. */
export interface OpenTable {
  readonly query: SavedQuery
  readonly table: PreparedTable
  /** Whether its address gives a table as it stands. */
  readonly needsVariables: boolean
}

const known = new WeakMap<Graph, WeakMap<SavedQueries, readonly OpenTable[]>>()

/** One version of the graph never changes, so its tables are prepared once. */
export function openTablesOf(graph: Graph, queries: SavedQueries): readonly OpenTable[] {
  const ofGraph = known.get(graph) ?? new WeakMap<SavedQueries, readonly OpenTable[]>()
  known.set(graph, ofGraph)
  const tables = ofGraph.get(queries) ?? prepareTables(graph.apiSchema, queries)
  ofGraph.set(queries, tables)
  return tables
}

function prepareTables(schema: GraphQLSchema, queries: SavedQueries): readonly OpenTable[] {
  return [...queries.values()]
    .filter(({ text }) => validate(schema, parse(text)).length === 0)
    .map((query) => ({
      query,
      table: prepareTable(query, schema, new URLSearchParams(), undefined),
      needsVariables: (query.operation.variableDefinitions ?? []).some(
        ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined,
      ),
    }))
}

const OFFERED = ['csv', 'json', 'geojson', 'parquet'] as const satisfies readonly Format[]

/** The forms in which catalogues offer a table; GeoJSON of rows without a coordinate would be a table under another name. */
export function formatsOf({ table }: OpenTable): readonly Format[] {
  const hasCoordinates = table.columns.some(({ name }) => /(?:^|\.)lat$/.test(name))
  return OFFERED.filter((format) => format !== 'geojson' || hasCoordinates)
}
