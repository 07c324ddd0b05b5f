import { runSubgraph } from '../_kit/run.ts'
import type { SubgraphDefinition } from '../_kit/subgraph.ts'
import { createContext, type WeatherContext } from './context.ts'
import { AdministrativeAreaResolver } from './resolvers/administrativeArea.ts'
import { AirConcentrationsResolver, AirQualityStationResolver } from './resolvers/airQualityStation.ts'
import { ChangesResolver } from './resolvers/changes.ts'
import { ClimateNormalResolver } from './resolvers/climateNormal.ts'
import { CurrentWeatherResolver } from './resolvers/currentWeather.ts'
import { DailyForecastResolver } from './resolvers/dailyForecast.ts'
import { ObservationResolver } from './resolvers/observation.ts'
import { PlaceResolver } from './resolvers/place.ts'
import { references } from './resolvers/references.ts'
import { WeatherStationResolver } from './resolvers/weatherStation.ts'
import { WeatherWarningResolver } from './resolvers/weatherWarning.ts'
import { WeatherWarningSignalResolver } from './resolvers/weatherWarningSignal.ts'
import { AdministrativeArea, Place } from './schema/references.ts'
import { searchables } from './searchables.ts'
import { topics } from './topics.ts'
import { createWeatherSource, type WeatherSource } from './source.ts'

export const definition: SubgraphDefinition<WeatherSource, WeatherContext> = {
  name: 'weather',
  resolvers: [
    WeatherStationResolver,
    ObservationResolver,
    CurrentWeatherResolver,
    DailyForecastResolver,
    WeatherWarningResolver,
    WeatherWarningSignalResolver,
    AirQualityStationResolver,
    AirConcentrationsResolver,
    ClimateNormalResolver,
    PlaceResolver,
    AdministrativeAreaResolver,
    ChangesResolver,
  ],
  orphanedTypes: [Place, AdministrativeArea],
  references,
  topics,
  searchables,
  createSource: createWeatherSource,
  createContext,
}

await runSubgraph(definition, import.meta.url)
