import type { GraphQLSchema } from 'graphql'
import type { DescribedDataset } from '../catalogue/describedDatasets.ts'
import { textsOf } from '../catalogue/languages.ts'
import type { CatalogueDataset } from '../catalogue/readCatalogue.ts'
import { datasetIri, licenceIri, ownThemeIri } from '../catalogue/addresses.ts'
import { publisherOf } from './publishers.ts'
import { inLanguages, link, text, typed, type Resource } from './resource.ts'
import { accessRightIri, frequencyIri, languageIri, themeIri } from './vocabularies.ts'

/** A data set, with its terms where they are words, and with what says that it is synthetic. */
export function datasetResources(
  schema: GraphQLSchema,
  base: string,
  described: DescribedDataset,
  distributions: readonly Resource[],
): readonly Resource[] {
  const { dataset } = described
  return [
    describeOne(base, described, distributions),
    ...licenceOf(base, dataset),
    ...syntheticOf(schema, base, dataset),
  ]
}

function describeOne(
  base: string,
  { dataset, description }: DescribedDataset,
  distributions: readonly Resource[],
): Resource {
  const { id, title, theme, accessTier, updateFrequency, modifiedAt, sample, conformsTo } = dataset
  const titles = textsOf(title).length === 0 ? [text('dct:title', id)] : inLanguages('dct:title', title)
  const described = inLanguages('dct:description', description)
  const iri = datasetIri(base, dataset)
  return {
    iri,
    types: ['dcat:Dataset'],
    statements: [
      ...titles,
      // DCAT-AP wants one: where nobody has described it, its title is all that is known.
      ...(described.length > 0
        ? described
        : titles.map((statement) => ({ ...statement, property: 'dct:description' }))),
      text('dct:identifier', id),
      ...publisherOf(base, dataset),
      ...link('dcat:theme', themeIri(theme)),
      ...(theme === null ? [] : link('dcat:theme', ownThemeIri(base, theme))),
      ...link('dct:accessRights', accessRightIri(accessTier)),
      ...link('dct:accrualPeriodicity', frequencyIri(updateFrequency)),
      ...(modifiedAt === null ? [] : [typed('dct:modified', modifiedAt, 'xsd:dateTime')]),
      ...textsOf(title).flatMap(({ language }) => link('dct:language', languageIri(language))),
      ...(sample
        ? [text('dcat:keyword', 'synthetic', 'en'), ...link('dct:provenance', `${iri}#synthetic`)]
        : []),
      ...(conformsTo === null ? [] : [text('dcat:keyword', conformsTo, 'en')]),
      ...distributions.flatMap((distribution) => link('dcat:distribution', distribution.iri)),
    ],
  }
}

/** Terms that are stated in words; those with an address are what stands there. */
function licenceOf(base: string, dataset: CatalogueDataset): readonly Resource[] {
  const iri = licenceIri(base, dataset)
  if (iri === undefined || dataset.licence === null || iri === dataset.licence) return []
  return [{ iri, types: ['dct:LicenseDocument'], statements: [text('rdfs:label', dataset.licence, 'en')] }]
}

function syntheticOf(schema: GraphQLSchema, base: string, dataset: CatalogueDataset): readonly Resource[] {
  if (!dataset.sample) return []
  const field = schema.getType('Dataset')
  const words = field && 'getFields' in field ? field.getFields().sample?.description : undefined
  return [
    {
      iri: `${datasetIri(base, dataset)}#synthetic`,
      types: ['dct:ProvenanceStatement'],
      statements: [text('rdfs:label', `Synthetic. ${words ?? ''}`.trim(), 'en')],
    },
  ]
}
