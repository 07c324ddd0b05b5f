import { jsonDocument, type FaceDocument, type Facing, type Refuse } from '../face.ts'
import { hasCatalogue } from '../catalogue/readCatalogue.ts'
import { collectionsOf, type Collection } from './collections.ts'
import { assertParameters, CRS84, readItemParameters } from './itemParameters.ts'
import { collectionAt, JSON_TYPE, GEOJSON_TYPE, linkTo, OPEN_API_TYPE, OPEN_API_PAGE_TYPE } from './links.ts'
import { readFeature, readFeatures, type FeaturePage } from './readFeatures.ts'

/** OGC API - Features, part 1: all lists of things that stand somewhere, as collections of points. */
export async function answerOgc(facing: Facing, below: string): Promise<FaceDocument | null> {
  const steps = decodeSteps(below)
  if (steps === null || collectionsOf(facing.graph).length === 0) return null
  const [first, id, items, featureId, ...more] = steps
  if (first === undefined) return onePage(facing, landingPage(facing))
  if (first === 'conformance' && id === undefined) return onePage(facing, { conformsTo: CONFORMANCE })
  if (first !== 'collections' || more.length > 0) return null
  if (id === undefined) return onePage(facing, listCollections(facing))
  const collection = collectionsOf(facing.graph).find((one) => one.id === id)
  if (collection === undefined || (items !== undefined && items !== 'items')) return null
  if (items === undefined) return onePage(facing, describeCollection(facing.base, collection))
  return featureId === undefined ? answerItems(facing, collection) : answerItem(facing, collection, featureId)
}

/** An exception as OGC API has it: a code, and what it means. */
export const refuseAsOgc: Refuse = (status, code, description) => ({
  status,
  ...jsonDocument(JSON_TYPE, { code, description }),
})

/** An id may hold a slash, which is escaped in an address; null for an escape that is none. */
function decodeSteps(below: string): readonly string[] | null {
  try {
    return below.split('/').slice(1).map(decodeURIComponent)
  } catch {
    return null
  }
}

/** GeoJSON is what there is; the classes of OpenAPI 3.0 and HTML are not claimed. */
const CONFORMANCE = [
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
]

function onePage({ parameters }: Facing, value: object): FaceDocument {
  assertParameters(parameters, [])
  return jsonDocument(JSON_TYPE, value)
}

function landingPage({ graph, base }: Facing): object {
  return {
    title: 'Open data: what stands somewhere',
    description: 'Each collection is a list of the graph; its features tell what everybody may know.',
    links: [
      linkTo(`${base}/ogc`, 'self', JSON_TYPE, 'This document'),
      linkTo(`${base}/openapi.json`, 'service-desc', OPEN_API_TYPE, 'The interface in OpenAPI'),
      linkTo(`${base}/openapi`, 'service-doc', OPEN_API_PAGE_TYPE, 'The interface as a page'),
      linkTo(`${base}/ogc/conformance`, 'conformance', JSON_TYPE, 'Which classes are implemented'),
      linkTo(`${base}/ogc/collections`, 'data', JSON_TYPE, 'The collections'),
      ...(hasCatalogue(graph)
        ? [linkTo(`${base}/catalog.jsonld`, 'describedby', 'application/ld+json', 'The data sets')]
        : []),
    ],
  }
}

function listCollections({ graph, base }: Facing): object {
  return {
    links: [linkTo(`${base}/ogc/collections`, 'self', JSON_TYPE, 'This document')],
    collections: collectionsOf(graph).map((collection) => describeCollection(base, collection)),
  }
}

function describeCollection(base: string, { id, title, description }: Collection): object {
  return {
    id,
    title,
    description,
    itemType: 'feature',
    crs: [CRS84],
    links: [
      linkTo(collectionAt(base, id), 'self', JSON_TYPE, title),
      linkTo(`${collectionAt(base, id)}/items`, 'items', GEOJSON_TYPE, title),
    ],
  }
}

async function answerItems(facing: Facing, collection: Collection): Promise<FaceDocument> {
  const { parameters, ask, base, now } = facing
  const wanted = readItemParameters(parameters)
  const page = await readFeatures(ask, collection, wanted)
  const at = collectionAt(base, collection.id)
  const pageAt = (offset: number) => {
    const search = new URLSearchParams(parameters)
    search.set('limit', `${wanted.limit}`)
    search.set('offset', `${offset}`)
    return `${at}/items?${search}`
  }
  const { limit, offset } = wanted
  const hasNext = offset + page.features.length < page.matched && page.features.length > 0
  return features(page, {
    type: 'FeatureCollection',
    numberMatched: page.matched,
    numberReturned: page.features.length,
    // To the minute, so that the same features are the same bytes for as long.
    timeStamp: `${now.toISOString().slice(0, 16)}:00Z`,
    links: [
      linkTo(pageAt(offset), 'self', GEOJSON_TYPE, 'This page'),
      ...(hasNext ? [linkTo(pageAt(offset + limit), 'next', GEOJSON_TYPE, 'The next page')] : []),
      ...(offset > 0
        ? [linkTo(pageAt(Math.max(0, offset - limit)), 'prev', GEOJSON_TYPE, 'The page before')]
        : []),
      linkTo(at, 'collection', JSON_TYPE, collection.title),
    ],
    features: page.features,
  })
}

async function answerItem(
  { parameters, ask, base }: Facing,
  collection: Collection,
  id: string,
): Promise<FaceDocument | null> {
  assertParameters(parameters, ['crs'])
  const page = await readFeature(ask, collection, id)
  const [feature] = page.features
  if (feature === undefined) return null
  const at = collectionAt(base, collection.id)
  return features(page, {
    ...feature,
    links: [
      linkTo(`${at}/items/${encodeURIComponent(id)}`, 'self', GEOJSON_TYPE, 'This feature'),
      linkTo(at, 'collection', JSON_TYPE, collection.title),
    ],
  })
}

function features({ missing }: FeaturePage, value: object): FaceDocument {
  const headers = missing > 0 ? { 'x-missing-cells': `${missing}` } : {}
  return { ...jsonDocument(GEOJSON_TYPE, value), headers }
}
