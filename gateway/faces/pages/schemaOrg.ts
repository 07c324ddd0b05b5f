import { FORMATS } from '../../request/table/format.ts'
import { catalogueIri, datasetIri, licenceIri } from '../catalogue/addresses.ts'
import { findOwnDataset, type DescribedDataset } from '../catalogue/describedDatasets.ts'
import { bestText, LANGUAGE_TAGS, textsOf } from '../catalogue/languages.ts'
import type { CatalogueDataset } from '../catalogue/readCatalogue.ts'
import { collectionAt, GEOJSON_TYPE } from '../ogc/links.ts'
import { formatsOf } from '../openTables.ts'

const CONTEXT = 'https://schema.org'

/** The catalogue in schema.org's words, for search engines. */
export function catalogueForSearch(base: string, datasets: readonly CatalogueDataset[]): object {
  const own = findOwnDataset(datasets)
  return {
    '@context': CONTEXT,
    '@type': 'DataCatalog',
    '@id': catalogueIri(base),
    url: catalogueIri(base),
    ...namesOf(own),
    ...publisherOf(own),
    dataset: datasets.map((dataset) => ({ '@type': 'Dataset', '@id': datasetIri(base, dataset) })),
  }
}

export function datasetForSearch(base: string, described: DescribedDataset): object {
  const { dataset, description } = described
  const about = bestText(description) ?? bestText(dataset.title)
  const keywords = [dataset.theme?.toLowerCase().replaceAll('_', ' '), dataset.sample ? 'synthetic' : null]
  const licence = licenceIri(base, dataset)
  return {
    '@context': CONTEXT,
    '@type': 'Dataset',
    '@id': datasetIri(base, dataset),
    url: datasetIri(base, dataset),
    identifier: dataset.id,
    ...namesOf(dataset),
    ...(about !== undefined && { description: about }),
    ...publisherOf(dataset),
    ...(licence !== undefined && { license: licence }),
    ...(dataset.modifiedAt !== null && { dateModified: dataset.modifiedAt }),
    ...(dataset.accessTier !== null && { isAccessibleForFree: dataset.accessTier === 'PUBLIC' }),
    inLanguage: textsOf(dataset.title).map(({ language }) => LANGUAGE_TAGS[language]),
    keywords: keywords.filter((keyword) => keyword !== null && keyword !== undefined),
    includedInDataCatalog: { '@type': 'DataCatalog', '@id': catalogueIri(base) },
    distribution: downloadsOf(base, described),
  }
}

function downloadsOf(base: string, { tables, collections, isInGtfs }: DescribedDataset): readonly object[] {
  const download = (name: string, contentUrl: string, encodingFormat: string | undefined) => ({
    '@type': 'DataDownload',
    name,
    contentUrl,
    encodingFormat,
  })
  return [
    ...tables.flatMap((table) =>
      formatsOf(table).map((format) => {
        const name = `${table.query.name}.${format}`
        return download(name, `${base}/q/${name}`, FORMATS[format].split(';')[0])
      }),
    ),
    ...collections.map(({ id, title }) => download(title, `${collectionAt(base, id)}/items`, GEOJSON_TYPE)),
    ...(isInGtfs ? [download('GTFS', `${base}/gtfs.zip`, 'application/zip')] : []),
  ]
}

/** A name in the first of the languages that a reader of English may know, the others beside it. */
function namesOf(dataset: CatalogueDataset | undefined): object {
  if (dataset === undefined) return {}
  const name = bestText(dataset.title) ?? dataset.id
  const others = textsOf(dataset.title).flatMap(({ text }) => (text === name ? [] : [text]))
  return { name, ...(others.length > 0 && { alternateName: others }) }
}

function publisherOf(dataset: CatalogueDataset | undefined): object {
  const name = bestText(dataset?.custodians[0]?.name ?? null) ?? dataset?.publisherNames[0]
  if (name === undefined) return {}
  const publisher = { '@type': 'Organization', name }
  return { creator: publisher, publisher }
}
