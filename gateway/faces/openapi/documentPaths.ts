import { responseRef } from './components.ts'
import type { PathItem } from './pathItem.ts'

const document = (
  operationId: string,
  tag: string,
  summary: string,
  mediaType: string,
  schema: object = {},
): PathItem => ({
  get: {
    operationId,
    tags: [tag],
    summary,
    responses: {
      200: { description: summary, content: { [mediaType]: { schema } } },
      304: responseRef('NotModified'),
      404: responseRef('NotFound'),
    },
  },
})

/** What is served whatever the saved queries are. */
export const DOCUMENT_PATHS: Readonly<Record<string, PathItem>> = {
  '/q': document('saved-queries', 'tables', 'The saved queries and their addresses', 'application/json', {
    type: 'object',
  }),
  '/graphql': {
    post: {
      operationId: 'graphql',
      tags: ['graph'],
      summary: 'Any question, in GraphQL',
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/GraphQLRequest' } } },
      },
      responses: {
        200: {
          description: 'The answer, whole or in part, and its errors.',
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/GraphQLResponse' } },
            'application/graphql-response+json': {
              schema: { $ref: '#/components/schemas/GraphQLResponse' },
            },
          },
        },
        default: responseRef('Refused'),
      },
    },
  },
  '/schema.graphql': document('schema', 'graph', 'The schema', 'text/plain'),
  '/openapi.json': document('openapi', 'catalogue', 'This description', 'application/vnd.oai.openapi+json'),
  '/openapi': document('openapi-page', 'catalogue', 'This description as a page', 'text/html'),
  '/sitemap.xml': document('sitemap', 'catalogue', 'The pages, for search engines', 'application/xml'),
}

/** For a graph with a catalogue. */
export const CATALOGUE_PATHS: Readonly<Record<string, PathItem>> = {
  '/catalog.jsonld': document(
    'catalogue-jsonld',
    'catalogue',
    'The data sets by DCAT-AP, in JSON-LD',
    'application/ld+json',
  ),
  '/catalog.ttl': document(
    'catalogue-turtle',
    'catalogue',
    'The data sets by DCAT-AP, in Turtle',
    'text/turtle',
  ),
  '/data': document('data-sets', 'catalogue', 'The data sets as pages', 'text/html'),
}

/** For a gateway with saved queries. */
export const PACKAGE_PATHS: Readonly<Record<string, PathItem>> = {
  '/datapackage.json': document(
    'data-package',
    'catalogue',
    'The tables as a Data Package (Frictionless)',
    'application/json',
    { type: 'object' },
  ),
}

/** For a graph with buses. */
export const GTFS_PATHS: Readonly<Record<string, PathItem>> = {
  '/gtfs.zip': document('gtfs', 'catalogue', 'Buses in GTFS: stops, order, headways', 'application/zip'),
}
