import type DataLoader from 'dataloader'
import { createLoader, pick } from '../_kit/loader.ts'
import type { WeatherSource } from './source.ts'
import type { ObservationRecord } from './source/observations.ts'
import type { StationRecord } from './source/stations.ts'

export interface WeatherLoaders {
  readonly station: DataLoader<string, StationRecord | null>
  readonly observation: DataLoader<string, ObservationRecord | null>
}

export function createLoaders(source: WeatherSource): WeatherLoaders {
  return {
    station: createLoader((ids) => pick(source.stations().byId, ids)),
    observation: createLoader((ids) => pick(source.observations(), ids)),
  }
}
