import type { CatalogueDataset } from '../catalogue/readCatalogue.ts'
import { catalogueIri, datasetIri } from '../catalogue/addresses.ts'
import { link, text, type Resource } from './resource.ts'

export function graphServiceIri(base: string): string {
  return `${catalogueIri(base)}#graphql`
}

export function tableServiceIri(base: string): string {
  return `${catalogueIri(base)}#tables`
}

export function featureServiceIri(base: string): string {
  return `${catalogueIri(base)}#features`
}

/** What answers questions about the data sets: the graph for all that it holds, tables for what somebody has saved. */
export function servicesOf(
  base: string,
  datasets: readonly CatalogueDataset[],
  hasFeatures: boolean,
): readonly Resource[] {
  const held = datasets.filter(({ fields }) => fields.length > 0)
  return [
    {
      iri: graphServiceIri(base),
      types: ['dcat:DataService'],
      statements: [
        text('dct:title', 'GraphQL', 'en'),
        ...link('dcat:endpointURL', `${base}/graphql`),
        ...link('dcat:endpointDescription', `${base}/schema.graphql`),
        ...held.flatMap((dataset) => link('dcat:servesDataset', datasetIri(base, dataset))),
      ],
    },
    {
      iri: tableServiceIri(base),
      types: ['dcat:DataService'],
      statements: [
        text('dct:title', 'Tables', 'en'),
        ...link('dcat:endpointURL', `${base}/q`),
        ...link('dcat:endpointDescription', `${base}/openapi.json`),
      ],
    },
    ...(hasFeatures
      ? [
          {
            iri: featureServiceIri(base),
            types: ['dcat:DataService'],
            statements: [
              text('dct:title', 'OGC API - Features', 'en'),
              ...link('dcat:endpointURL', `${base}/ogc`),
              ...link('dcat:endpointDescription', `${base}/openapi.json`),
            ],
          },
        ]
      : []),
  ]
}
