import { FORMATS } from '../../request/table/format.ts'
import type { DescribedDataset } from '../catalogue/describedDatasets.ts'
import { collectionAt } from '../ogc/links.ts'
import { formatsOf } from '../openTables.ts'
import { datasetIri, licenceIri } from '../catalogue/addresses.ts'
import { link, text, type Resource, type Statement } from './resource.ts'
import { featureServiceIri, graphServiceIri, tableServiceIri } from './services.ts'
import { AUTHORITY, fileTypeIri } from './vocabularies.ts'

/** How a data set can be had: as tables, by GraphQL, and from its own source where that has a public address. */
export function distributionsOf(
  base: string,
  { dataset, tables, collections, isInGtfs }: DescribedDataset,
): readonly Resource[] {
  const distribution = (name: string, statements: readonly Statement[]): Resource => ({
    iri: `${datasetIri(base, dataset)}#${name}`,
    types: ['dcat:Distribution'],
    statements: [...statements, ...link('dct:license', licenceIri(base, dataset))],
  })
  const ofTables = tables.flatMap((open) =>
    formatsOf(open).map((format) =>
      distribution(`${open.query.name}-${format}`, [
        text('dct:title', `${open.query.name}.${format}`),
        ...(open.query.description === '' ? [] : [text('dct:description', open.query.description, 'en')]),
        ...link('dcat:accessURL', `${base}/q/${open.query.name}.${format}`),
        ...(open.needsVariables ? [] : link('dcat:downloadURL', `${base}/q/${open.query.name}.${format}`)),
        ...link('dcat:mediaType', mediaTypeIri(FORMATS[format])),
        ...link('dct:format', fileTypeIri(format)),
        ...link('dcat:accessService', tableServiceIri(base)),
      ]),
    ),
  )
  const ofCollections = collections.map(({ id, title, description }) =>
    distribution(`features-${id}`, [
      text('dct:title', `${title}: features`, 'en'),
      ...(description === '' ? [] : [text('dct:description', description, 'en')]),
      ...link('dcat:accessURL', `${collectionAt(base, id)}/items`),
      ...link('dcat:mediaType', mediaTypeIri(FORMATS.geojson)),
      ...link('dct:format', fileTypeIri('geojson')),
      ...link('dcat:accessService', featureServiceIri(base)),
    ]),
  )
  return [
    ...ofTables,
    ...ofCollections,
    ...(isInGtfs
      ? [
          distribution('gtfs', [
            text('dct:title', 'GTFS', 'en'),
            ...link('dcat:accessURL', `${base}/gtfs.zip`),
            ...link('dcat:downloadURL', `${base}/gtfs.zip`),
            ...link('dcat:mediaType', mediaTypeIri('application/zip')),
            ...link('dct:format', `${AUTHORITY}/file-type/GTFS`),
          ]),
        ]
      : []),
    ...(dataset.fields.length === 0
      ? []
      : [
          distribution('graphql', [
            text('dct:title', 'GraphQL', 'en'),
            text('dct:description', `Fields of the graph: ${dataset.fields.join(', ')}`, 'en'),
            ...link('dcat:accessURL', `${base}/graphql`),
            ...link('dcat:mediaType', mediaTypeIri('application/json')),
            ...link('dct:format', fileTypeIri('json')),
            ...link('dcat:accessService', graphServiceIri(base)),
          ]),
        ]),
    ...link('dcat:accessURL', dataset.sourceUrl).map((address) =>
      distribution('source', [text('dct:title', 'Source', 'en'), address]),
    ),
  ]
}

function mediaTypeIri(type: string): string {
  return `http://www.iana.org/assignments/media-types/${type.split(';')[0]}`
}
