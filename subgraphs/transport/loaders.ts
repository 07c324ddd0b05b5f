import type DataLoader from 'dataloader'
import { createLoader, pick } from '../_kit/loader.ts'
import { summariseHalls, type CheckpointStatus } from './checkpointStatus.ts'
import type { TransportSource } from './source.ts'
import type { BorderCheckpointRecord } from './source/borderCheckpoints.ts'
import type { BorderFlowRecord } from './source/borderFlow.ts'
import type { BusRecord } from './source/busLive.ts'
import type { BusRosterRecord } from './source/busRosters.ts'
import type { BusRouteRecord } from './source/busRoutes.ts'
import type { BusStopRecord } from './source/busStops.ts'
import type { CarParkCapacityRecord } from './source/carParkCapacity.ts'
import type { CarParkRecord } from './source/carParkDetail.ts'
import type { CarParkHistoryRecord } from './source/carParkHistory.ts'
import type { CarParkLiveRecord } from './source/carParkLive.ts'
import type { FlightRecord } from './source/flights.ts'
import type { LrtLineRecord, LrtStationRecord } from './source/lrt.ts'
import type { RoadDeviceRecord } from './source/roadDevices.ts'
import type { RoadWorkRecord } from './source/roadWorks.ts'

export interface TransportContext {
  readonly source: TransportSource
  readonly loaders: TransportLoaders
}

type Loader<V> = DataLoader<string, V | null>

/** By the id of the thing, or of the thing that it belongs to. */
export interface TransportLoaders {
  readonly carPark: Loader<CarParkRecord>
  readonly carParkCapacity: Loader<CarParkCapacityRecord>
  readonly carParkLive: Loader<CarParkLiveRecord>
  readonly carParkHistory: Loader<readonly CarParkHistoryRecord[]>
  readonly busStop: Loader<BusStopRecord>
  readonly busRoute: Loader<BusRouteRecord>
  readonly bus: Loader<BusRecord>
  readonly busRoster: Loader<BusRosterRecord>
  readonly lrtLine: Loader<LrtLineRecord>
  readonly lrtStation: Loader<LrtStationRecord>
  readonly flight: Loader<FlightRecord>
  readonly borderCheckpoint: Loader<BorderCheckpointRecord>
  readonly borderStatus: Loader<CheckpointStatus>
  readonly borderFlow: Loader<readonly BorderFlowRecord[]>
  readonly roadWork: Loader<RoadWorkRecord>
  readonly roadCamera: Loader<RoadDeviceRecord>
  readonly signalController: Loader<RoadDeviceRecord>
}

export function createLoaders(source: TransportSource): TransportLoaders {
  const { carParks, buses, lrt, flights, border, roads } = source
  return {
    carPark: createLoader((ids) => pick(carParks.parks().byId, ids)),
    carParkCapacity: createLoader((ids) => pick(carParks.capacities(), ids)),
    carParkLive: createLoader((ids) => pick(carParks.live(), ids)),
    carParkHistory: createLoader((ids) => pick(carParks.history(), ids)),
    busStop: createLoader((ids) => pick(buses.stops().byId, ids)),
    busRoute: createLoader((ids) => pick(buses.routes().byId, ids)),
    bus: createLoader((ids) => pick(buses.live().byId, ids)),
    busRoster: createLoader((ids) => pick(buses.rosters(), ids)),
    lrtLine: createLoader((ids) => pick(lrt.system().linesById, ids)),
    lrtStation: createLoader((ids) => pick(lrt.system().stationsById, ids)),
    flight: createLoader((ids) => pick(flights.timetable(), ids)),
    borderCheckpoint: createLoader((ids) => pick(border.checkpoints().byId, ids)),
    borderStatus: createLoader((ids) => findStatuses(source, ids)),
    borderFlow: createLoader((ids) => pick(border.flow(), ids)),
    roadWork: createLoader((ids) => pick(roads.works().byId, ids)),
    roadCamera: createLoader((ids) => pick(roads.cameras().byId, ids)),
    signalController: createLoader((ids) => pick(roads.controllers().byId, ids)),
  }
}

/** All that the loader found of these keys, in their order; what it did not find is left out. */
export async function loadFound<V>(loader: Loader<V>, ids: readonly string[]): Promise<readonly V[]> {
  const values = await Promise.all(ids.map((id) => loader.load(id)))
  return values.filter((value) => value !== null)
}

function findStatuses(
  { border }: TransportSource,
  ids: readonly string[],
): ReadonlyMap<string, CheckpointStatus> {
  const halls = border.halls()
  const { stale } = border.feeds.status.read()
  const checkpoints = pick(border.checkpoints().byId, ids)
  return new Map(
    [...checkpoints].map(([id, { portIds }]) => [
      id,
      summariseHalls(
        portIds.flatMap((port) => halls.get(port) ?? []),
        stale,
      ),
    ]),
  )
}
