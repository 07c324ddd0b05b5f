import type { GraphQLSchema } from 'graphql'
import { describeDatasets, findOwnDataset } from '../catalogue/describedDatasets.ts'
import { LANGUAGES } from '../catalogue/languages.ts'
import type { CatalogueDataset } from '../catalogue/readCatalogue.ts'
import type { Facing } from '../face.ts'
import { collectionsOf } from '../ogc/collections.ts'
import { catalogueIri, datasetIri } from '../catalogue/addresses.ts'
import { datasetResources } from './datasetResources.ts'
import { distributionsOf } from './distributions.ts'
import { publisherOf, publishersOf } from './publishers.ts'
import { inLanguages, link, typed, type Resource } from './resource.ts'
import { servicesOf } from './services.ts'
import { themesOf } from './themes.ts'
import { AUTHORITY, languageIri } from './vocabularies.ts'

/** The catalogue by DCAT-AP 3: the catalogue itself, its data sets and how each can be had, publishers and services. */
export function catalogueResources(
  { graph, queries, base }: Pick<Facing, 'graph' | 'queries' | 'base'>,
  datasets: readonly CatalogueDataset[],
): readonly Resource[] {
  const schema = graph.apiSchema
  const services = servicesOf(base, datasets, collectionsOf(graph).length > 0)
  return [
    describeCatalogue(schema, base, datasets, services),
    ...describeDatasets({ graph, queries }, datasets).flatMap((described) => {
      const distributions = distributionsOf(base, described)
      return [...datasetResources(schema, base, described, distributions), ...distributions]
    }),
    ...publishersOf(base, datasets),
    ...themesOf(schema, base, datasets),
    ...services,
  ]
}

function describeCatalogue(
  schema: GraphQLSchema,
  base: string,
  datasets: readonly CatalogueDataset[],
  services: readonly Resource[],
): Resource {
  const own = findOwnDataset(datasets)
  const words = schema.getQueryType()?.getFields().datasets?.description ?? 'Data sets'
  const title = own?.title ?? { zh: null, pt: null, en: words }
  const newest = datasets
    .flatMap(({ modifiedAt }) => modifiedAt ?? [])
    .toSorted(byInstant)
    .at(-1)
  return {
    iri: catalogueIri(base),
    types: ['dcat:Catalog'],
    statements: [
      ...inLanguages('dct:title', title),
      ...inLanguages('dct:description', own?.description ?? { zh: null, pt: null, en: words }),
      ...publisherOf(base, own),
      ...LANGUAGES.flatMap((language) => link('dct:language', languageIri(language))),
      ...link('dcat:themeTaxonomy', `${AUTHORITY}/data-theme`),
      ...link('foaf:homepage', `${base}/`),
      ...(newest === undefined ? [] : [typed('dct:modified', newest, 'xsd:dateTime')]),
      ...datasets.flatMap((dataset) => link('dcat:dataset', datasetIri(base, dataset))),
      ...services.flatMap(({ iri }) => link('dcat:service', iri)),
    ],
  }
}

function byInstant(one: string, other: string): number {
  return Date.parse(one) - Date.parse(other)
}
