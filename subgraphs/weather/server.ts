import { runSubgraph } from '../_kit/run.ts'
import type { SubgraphDefinition } from '../_kit/subgraph.ts'
import { createContext, type WeatherContext } from './context.ts'
import { AdministrativeAreaResolver } from './resolvers/administrativeArea.ts'
import { ObservationResolver } from './resolvers/observation.ts'
import { PlaceResolver } from './resolvers/place.ts'
import { references } from './resolvers/references.ts'
import { WeatherStationResolver } from './resolvers/weatherStation.ts'
import { AdministrativeArea, Place } from './schema/references.ts'
import { createWeatherSource, type WeatherSource } from './source.ts'

export const definition: SubgraphDefinition<WeatherSource, WeatherContext> = {
  name: 'weather',
  resolvers: [WeatherStationResolver, ObservationResolver, PlaceResolver, AdministrativeAreaResolver],
  orphanedTypes: [Place, AdministrativeArea],
  references,
  createSource: createWeatherSource,
  createContext,
}

await runSubgraph(definition, import.meta.url)
