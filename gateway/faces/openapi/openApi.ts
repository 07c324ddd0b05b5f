import type { Graph } from '../../graph/graph.ts'
import type { SavedQueries } from '../../tables/savedQueries.ts'
import { jsonDocument, type FaceDocument, type Facing } from '../face.ts'
import { hasCatalogue } from '../catalogue/readCatalogue.ts'
import { hasTransport } from '../gtfs/readTransport.ts'
import { openTablesOf } from '../openTables.ts'
import { COMPONENTS } from './components.ts'
import { CATALOGUE_PATHS, DOCUMENT_PATHS, GTFS_PATHS, PACKAGE_PATHS } from './documentPaths.ts'
import { featurePaths } from './featurePaths.ts'
import type { PathItem } from './pathItem.ts'
import { pathsOfTable } from './tablePaths.ts'

export interface OpenApi {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, PathItem>>
  readonly components: object
  readonly [section: string]: unknown
}

/** OpenAPI 3.1 of whatever answers by HTTP: tables from the saved queries, the rest by name. */
export function describeAsOpenApi(facing: Facing): FaceDocument {
  return jsonDocument('application/vnd.oai.openapi+json;version=3.1', openApiOf(facing))
}

export function openApiOf({ graph, queries, base }: Pick<Facing, 'graph' | 'queries' | 'base'>): OpenApi {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Open data: tables, features, catalogue and GraphQL',
      // Of one version of the graph, as the tag of an answer is of its bytes.
      version: graph.id.slice(0, 12),
      description:
        'Everything is answered without a token; with one, tables and GraphQL also tell what it opens. A table is whole or refused.',
    },
    servers: [{ url: base }],
    security: [{}, { token: [] }],
    tags: TAGS,
    paths: pathsOf(graph, queries),
    components: COMPONENTS,
  }
}

const TAGS = [
  { name: 'tables', description: 'Saved queries, each of them a table.' },
  { name: 'catalogue', description: 'What there is, in the words of other catalogues.' },
  { name: 'features', description: 'OGC API - Features: what stands somewhere.' },
  { name: 'graph', description: 'GraphQL, for every other question.' },
]

const known = new WeakMap<Graph, OpenApi['paths']>()

function pathsOf(graph: Graph, queries: SavedQueries): OpenApi['paths'] {
  const paths = known.get(graph) ?? {
    ...Object.assign(
      {},
      ...openTablesOf(graph, queries).map((table) => pathsOfTable(graph.apiSchema, table)),
    ),
    ...featurePaths(graph),
    ...(openTablesOf(graph, queries).some(({ needsVariables }) => !needsVariables) && PACKAGE_PATHS),
    ...(hasCatalogue(graph) && CATALOGUE_PATHS),
    ...(hasTransport(graph.apiSchema) && GTFS_PATHS),
    ...DOCUMENT_PATHS,
  }
  known.set(graph, paths)
  return paths
}
