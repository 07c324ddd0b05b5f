import { parsePlaceId } from '../../_kit/place.ts'
import type { EntityReference } from '../../_kit/subgraph.ts'
import type { CityContext } from '../context.ts'

/** How the gateway's references are resolved: in one batch for each type. */
export const references = {
  PublicToilet: ({ id }: EntityReference, { loaders }: CityContext) => loaders.publicToilet.load(id),
  DrinkingWaterPoint: ({ id }: EntityReference, { loaders }: CityContext) =>
    loaders.drinkingWaterPoint.load(id),
  Park: ({ id }: EntityReference, { loaders }: CityContext) => loaders.park.load(id),
  Place: ({ id }: EntityReference) => parsePlaceId(id),
}
