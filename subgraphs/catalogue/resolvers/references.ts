import { parsePlaceId } from '../../_kit/place.ts'
import type { EntityReference } from '../../_kit/subgraph.ts'
import type { CatalogueContext } from './context.ts'

/** How an entity that the catalogue owns is found from its key. */
export const references = {
  AdministrativeArea: ({ id }: EntityReference, { loaders }: CatalogueContext) => loaders.area.load(id),
  Bureau: ({ id }: EntityReference, { loaders }: CatalogueContext) => loaders.bureau.load(id),
  Dataset: ({ id }: EntityReference, { loaders }: CatalogueContext) => loaders.dataset.load(id),
  Place: ({ id }: EntityReference) => parsePlaceId(id),
}

export function isOwnKind(kind: string): kind is keyof typeof references {
  return kind in references
}
