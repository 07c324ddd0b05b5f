import type { GraphQLSchema } from 'graphql'
import type { CatalogueDataset, Texts } from './readCatalogue.ts'

/**
 * What a data set holds: as its publisher says, else what the schema says of the types that it feeds. Null where neither
 * says anything.
 */
export function describeDataset(
  schema: GraphQLSchema,
  { description, fields }: CatalogueDataset,
): Texts | null {
  if (description !== null) return description
  const types = [...new Set(fields.map((coordinate) => coordinate.split('.')[0] ?? ''))]
  const sentences = types
    .filter((name) => name !== schema.getQueryType()?.name)
    .flatMap((name) => schema.getType(name)?.description?.replaceAll(/\s+/g, ' ').trim() ?? [])
  return sentences.length === 0 ? null : { zh: null, pt: null, en: sentences.join(' ') }
}
