import { parsePlaceId } from '../../_kit/place.ts'
import type { EntityReference } from '../../_kit/subgraph.ts'
import type { WeatherContext } from '../context.ts'

/** How the gateway's references are resolved: in one batch for each type. */
export const references = {
  WeatherStation: ({ id }: EntityReference, { loaders }: WeatherContext) => loaders.station.load(id),
  WeatherWarningSignal: ({ id }: EntityReference, { loaders }: WeatherContext) => loaders.signal.load(id),
  AirQualityStation: ({ id }: EntityReference, { loaders }: WeatherContext) => loaders.airStation.load(id),
  Place: ({ id }: EntityReference) => parsePlaceId(id),
  AdministrativeArea: ({ id }: EntityReference) => ({ id }),
}
