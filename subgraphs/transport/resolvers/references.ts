import { parsePlaceId } from '../../_kit/place.ts'
import type { EntityReference } from '../../_kit/subgraph.ts'
import type { TransportContext } from '../loaders.ts'

/** How each entity is found from its key. */
export const references = {
  CarPark: ({ id }: EntityReference, { loaders }: TransportContext) => loaders.carPark.load(id),
  BusStop: ({ id }: EntityReference, { loaders }: TransportContext) => loaders.busStop.load(id),
  BusRoute: ({ id }: EntityReference, { loaders }: TransportContext) => loaders.busRoute.load(id),
  Bus: ({ id }: EntityReference, { loaders }: TransportContext) => loaders.bus.load(id),
  LrtLine: ({ id }: EntityReference, { loaders }: TransportContext) => loaders.lrtLine.load(id),
  LrtStation: ({ id }: EntityReference, { loaders }: TransportContext) => loaders.lrtStation.load(id),
  Flight: ({ id }: EntityReference, { loaders }: TransportContext) => loaders.flight.load(id),
  BorderCheckpoint: ({ id }: EntityReference, { loaders }: TransportContext) =>
    loaders.borderCheckpoint.load(id),
  RoadWork: ({ id }: EntityReference, { loaders }: TransportContext) => loaders.roadWork.load(id),
  RoadCamera: ({ id }: EntityReference, { loaders }: TransportContext) => loaders.roadCamera.load(id),
  SignalController: ({ id }: EntityReference, { loaders }: TransportContext) =>
    loaders.signalController.load(id),
  Place: ({ id }: EntityReference) => parsePlaceId(id),
  AdministrativeArea: ({ id }: EntityReference) => ({ id }),
}
