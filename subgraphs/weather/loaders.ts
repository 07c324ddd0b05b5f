import type DataLoader from 'dataloader'
import { createLoader, pick } from '../_kit/loader.ts'
import type { WeatherSource } from './source.ts'
import type { AirConcentrationRecord } from './source/airConcentrations.ts'
import type { AirStationRecord } from './source/airStations.ts'
import type { ObservationRecord } from './source/observations.ts'
import type { StationRecord } from './source/stations.ts'
import type { SignalRecord } from './source/warningSignals.ts'

export interface WeatherLoaders {
  readonly station: DataLoader<string, StationRecord | null>
  readonly observation: DataLoader<string, ObservationRecord | null>
  readonly signal: DataLoader<string, SignalRecord | null>
  readonly airStation: DataLoader<string, AirStationRecord | null>
  readonly airConcentrations: DataLoader<string, AirConcentrationRecord | null>
}

export function createLoaders(source: WeatherSource): WeatherLoaders {
  return {
    station: createLoader((ids) => pick(source.stations().byId, ids)),
    observation: createLoader((ids) => pick(source.observations(), ids)),
    signal: createLoader((ids) => pick(source.signals().byId, ids)),
    airStation: createLoader((ids) => pick(source.airStations(), ids)),
    airConcentrations: createLoader((keys) => pick(source.airConcentrations(), keys)),
  }
}
