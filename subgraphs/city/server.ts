import { runSubgraph } from '../_kit/run.ts'
import type { SubgraphDefinition } from '../_kit/subgraph.ts'
import { createContext, type CityContext } from './context.ts'
import { DrinkingWaterPointResolver } from './resolvers/drinkingWaterPoint.ts'
import { ParkResolver } from './resolvers/park.ts'
import { PlaceResolver } from './resolvers/place.ts'
import { PublicToiletResolver } from './resolvers/publicToilet.ts'
import { references } from './resolvers/references.ts'
import { WasteFacilityKindResolver } from './resolvers/wasteFacilityKind.ts'
import { Place } from './schema/references.ts'
import { searchables } from './searchables.ts'
import { createCitySource, type CitySource } from './source.ts'

export const definition: SubgraphDefinition<CitySource, CityContext> = {
  name: 'city',
  resolvers: [
    PublicToiletResolver,
    DrinkingWaterPointResolver,
    ParkResolver,
    WasteFacilityKindResolver,
    PlaceResolver,
  ],
  orphanedTypes: [Place],
  references,
  searchables,
  createSource: createCitySource,
  createContext,
}

await runSubgraph(definition, import.meta.url)
