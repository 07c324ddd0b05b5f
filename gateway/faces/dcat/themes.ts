import type { GraphQLSchema } from 'graphql'
import type { CatalogueDataset } from '../catalogue/readCatalogue.ts'
import { ownThemeIri } from '../catalogue/addresses.ts'
import { text, type Resource } from './resource.ts'

/** The catalogue's own themes, in the words of the schema. */
export function themesOf(
  schema: GraphQLSchema,
  base: string,
  datasets: readonly CatalogueDataset[],
): readonly Resource[] {
  const type = schema.getType('DatasetTheme')
  const values = type && 'getValues' in type ? type.getValues() : []
  const names = [...new Set(datasets.flatMap(({ theme }) => theme ?? []))]
  return names.map((name) => {
    const words = values.find((value) => value.name === name)?.description?.replaceAll(/\s+/g, ' ')
    return {
      iri: ownThemeIri(base, name),
      types: ['skos:Concept'],
      statements: [text('skos:prefLabel', words ?? name, 'en')],
    }
  })
}
