import { runSubgraph } from '../_kit/run.ts'
import type { SubgraphDefinition } from '../_kit/subgraph.ts'
import { createLoaders } from './loaders.ts'
import {
  AdministrativeAreaResolver,
  WeatherNoticeResolver,
  PlaceResolver,
  references,
  type WeatherContext,
} from './resolvers.ts'
import { AdministrativeArea, WeatherNotice, Place } from './schema.ts'
import { createWeatherSource, type WeatherSource } from './source.ts'

export const definition: SubgraphDefinition<WeatherSource, WeatherContext> = {
  name: 'weather',
  resolvers: [WeatherNoticeResolver, PlaceResolver, AdministrativeAreaResolver],
  orphanedTypes: [WeatherNotice, Place, AdministrativeArea],
  references,
  createSource: createWeatherSource,
  createContext: (source) => ({ source, loaders: createLoaders(source) }),
}

await runSubgraph(definition, import.meta.url)
