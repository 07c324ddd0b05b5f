import type { Graph } from '../../graph/graph.ts'
import { collectionsOf } from '../ogc/collections.ts'
import { DEFAULT_LIMIT, MOST_ITEMS } from '../ogc/itemParameters.ts'
import { responseRef, type Parameter } from './components.ts'
import type { PathItem } from './pathItem.ts'

/** OGC API - Features; none for a graph in which nothing stands anywhere. */
export function featurePaths(graph: Graph): Readonly<Record<string, PathItem>> {
  const ids = collectionsOf(graph).map(({ id }) => id)
  if (ids.length === 0) return {}
  const collection: Parameter = {
    name: 'collectionId',
    in: 'path',
    required: true,
    schema: { type: 'string', enum: ids },
  }
  return {
    '/ogc': pathItem('ogc', 'Where the collections begin', 'application/json', []),
    '/ogc/conformance': pathItem('ogc-conformance', 'Classes implemented', 'application/json', []),
    '/ogc/collections': pathItem('ogc-collections', 'The collections', 'application/json', []),
    '/ogc/collections/{collectionId}': pathItem('ogc-collection', 'A collection', 'application/json', [
      collection,
    ]),
    '/ogc/collections/{collectionId}/items': pathItem('ogc-items', 'Its features', 'application/geo+json', [
      collection,
      ...ITEM_PARAMETERS,
    ]),
    '/ogc/collections/{collectionId}/items/{featureId}': pathItem(
      'ogc-item',
      'One feature',
      'application/geo+json',
      [collection, FEATURE_ID],
    ),
  }
}

const FEATURE_ID: Parameter = {
  name: 'featureId',
  in: 'path',
  required: true,
  schema: { type: 'string' },
}

const inQuery = (name: string, description: string, schema: object, more: object = {}): Parameter => ({
  name,
  in: 'query',
  description,
  required: false,
  schema,
  style: 'form',
  explode: false,
  ...more,
})

/** As requirements /req/core/fc-bbox-definition and its neighbours define them. */
const ITEM_PARAMETERS: readonly Parameter[] = [
  inQuery('bbox', 'Only what lies within west, south, east and north, in degrees of WGS 84.', {
    type: 'array',
    oneOf: [
      { minItems: 4, maxItems: 4 },
      { minItems: 6, maxItems: 6 },
    ],
    items: { type: 'number' },
  }),
  inQuery('limit', 'How many features at most.', {
    type: 'integer',
    minimum: 1,
    maximum: MOST_ITEMS,
    default: DEFAULT_LIMIT,
  }),
  inQuery('offset', 'How many features are left out at the beginning.', {
    type: 'integer',
    minimum: 0,
    default: 0,
  }),
  inQuery('datetime', 'A time, or two with a slash; nothing has a time of its own, so all fit.', {
    type: 'string',
  }),
]

function pathItem(
  operationId: string,
  summary: string,
  mediaType: string,
  parameters: readonly Parameter[],
): PathItem {
  return {
    get: {
      operationId,
      tags: ['features'],
      summary,
      ...(parameters.length > 0 && { parameters }),
      responses: {
        200: { description: summary, content: { [mediaType]: { schema: { type: 'object' } } } },
        304: responseRef('NotModified'),
        default: responseRef('OgcRefused'),
      },
    },
  }
}
