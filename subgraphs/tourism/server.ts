import { runSubgraph } from '../_kit/run.ts'
import type { SubgraphDefinition } from '../_kit/subgraph.ts'
import { createLoaders } from './loaders.ts'
import { AdministrativeAreaResolver } from './resolvers/area.ts'
import { AttractionResolver } from './resolvers/attraction.ts'
import type { TourismContext } from './resolvers/context.ts'
import { EventEditionResolver, EventResolver } from './resolvers/event.ts'
import { GuideResolver } from './resolvers/guide.ts'
import { HotelResolver } from './resolvers/hotel.ts'
import { PlaceResolver } from './resolvers/place.ts'
import { references } from './resolvers/references.ts'
import {
  HotelOccupancyResolver,
  NewCompaniesResolver,
  VisitorArrivalsResolver,
} from './resolvers/statistics.ts'
import { VenueResolver } from './resolvers/venue.ts'
import { Attraction } from './schema/attraction.ts'
import { Event } from './schema/event.ts'
import { Guide } from './schema/guide.ts'
import { Hotel } from './schema/hotel.ts'
import { AdministrativeArea, Monument, Museum, Place, Venue } from './schema/references.ts'
import { searchables } from './searchables.ts'
import { createTourismSource, type TourismSource } from './source.ts'

export const definition: SubgraphDefinition<TourismSource, TourismContext> = {
  name: 'tourism',
  resolvers: [
    HotelResolver,
    AttractionResolver,
    EventResolver,
    EventEditionResolver,
    VenueResolver,
    GuideResolver,
    VisitorArrivalsResolver,
    HotelOccupancyResolver,
    NewCompaniesResolver,
    PlaceResolver,
    AdministrativeAreaResolver,
  ],
  orphanedTypes: [Hotel, Attraction, Event, Guide, Place, AdministrativeArea, Monument, Museum, Venue],
  references,
  searchables,
  createSource: createTourismSource,
  createContext: (source) => ({ source, loaders: createLoaders(source), now: source.clock() }),
}

await runSubgraph(definition, import.meta.url)
