import { parsePlaceId } from '../../_kit/place.ts'
import type { EntityReference } from '../../_kit/subgraph.ts'
import type { CultureContext } from '../context.ts'

/** How the gateway's references are resolved: in one batch for each type. */
export const references = {
  Museum: ({ id }: EntityReference, { loaders }: CultureContext) => loaders.museum.load(id),
  Monument: ({ id }: EntityReference, { loaders }: CultureContext) => loaders.monument.load(id),
  Library: ({ id }: EntityReference, { loaders }: CultureContext) => loaders.library.load(id),
  Venue: ({ id }: EntityReference, { loaders }: CultureContext) => loaders.venue.load(id),
  Exhibition: ({ id }: EntityReference, { loaders }: CultureContext) => loaders.exhibition.load(id),
  ClassifiedProperty: ({ id }: EntityReference, { loaders }: CultureContext) =>
    loaders.classifiedProperty.load(id),
  Event: ({ id }: EntityReference) => ({ id }),
  Place: ({ id }: EntityReference) => parsePlaceId(id),
  AdministrativeArea: ({ id }: EntityReference) => ({ id }),
}
