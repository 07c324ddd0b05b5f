import { runSubgraph } from '../_kit/run.ts'
import type { SubgraphDefinition } from '../_kit/subgraph.ts'
import { createLoaders, type TransportContext } from './loaders.ts'
import { AdministrativeAreaResolver } from './resolvers/administrativeArea.ts'
import { BorderCheckpointResolver } from './resolvers/borderCheckpoint.ts'
import { BusResolver } from './resolvers/bus.ts'
import { BusRidePlaceResolver } from './resolvers/busRide.ts'
import { BusRouteResolver, RouteDirectionResolver } from './resolvers/busRoute.ts'
import { BusStopResolver } from './resolvers/busStop.ts'
import { ChangesResolver } from './resolvers/changes.ts'
import { CarParkResolver, FreeSpacesResolver, TariffPartResolver } from './resolvers/carPark.ts'
import { FlightResolver } from './resolvers/flight.ts'
import { JourneyResolver } from './resolvers/journey.ts'
import { LrtLineResolver, LrtStationResolver } from './resolvers/lrt.ts'
import { NearbyPlaceResolver } from './resolvers/place.ts'
import { references } from './resolvers/references.ts'
import { RoadCameraResolver, SignalControllerResolver } from './resolvers/roadDevice.ts'
import { RoadWorkResolver } from './resolvers/roadWork.ts'
import { BusLeg, LrtLeg, WalkLeg } from './schema/journey.ts'
import { AdministrativeArea, Place } from './schema/place.ts'
import { searchables } from './searchables.ts'
import { topics } from './topics.ts'
import { createTransportSource, type TransportSource } from './source.ts'

export const definition: SubgraphDefinition<TransportSource, TransportContext> = {
  name: 'transport',
  resolvers: [
    CarParkResolver,
    TariffPartResolver,
    FreeSpacesResolver,
    BusStopResolver,
    BusRouteResolver,
    RouteDirectionResolver,
    BusResolver,
    LrtLineResolver,
    LrtStationResolver,
    BorderCheckpointResolver,
    FlightResolver,
    RoadWorkResolver,
    RoadCameraResolver,
    SignalControllerResolver,
    NearbyPlaceResolver,
    BusRidePlaceResolver,
    JourneyResolver,
    AdministrativeAreaResolver,
    ChangesResolver,
  ],
  orphanedTypes: [Place, AdministrativeArea, WalkLeg, BusLeg, LrtLeg],
  references,
  topics,
  searchables,
  createSource: createTransportSource,
  createContext: (source) => ({ source, loaders: createLoaders(source) }),
}

await runSubgraph(definition, import.meta.url)
