import { parsePlaceId } from '../../_kit/place.ts'
import type { EntityReference } from '../../_kit/subgraph.ts'
import type { TourismContext } from './context.ts'

/** How an entity that this bureau owns or extends is found from its key. */
export const references = {
  Hotel: ({ id }: EntityReference, { loaders }: TourismContext) => loaders.hotel.load(id),
  Attraction: ({ id }: EntityReference, { loaders }: TourismContext) => loaders.attraction.load(id),
  Event: ({ id }: EntityReference, { loaders }: TourismContext) => loaders.event.load(id),
  Guide: ({ id }: EntityReference, { loaders }: TourismContext) => loaders.guide.load(id),
  Venue: ({ id }: EntityReference) => ({ id }),
  Place: ({ id }: EntityReference) => parsePlaceId(id),
  AdministrativeArea: ({ id }: EntityReference) => ({ id }),
}
