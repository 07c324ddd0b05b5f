import type DataLoader from 'dataloader'
import { createLoader, pick } from '../_kit/loader.ts'
import type { CitySource } from './source.ts'
import type { DrinkingWaterRecord } from './source/drinkingWater.ts'
import type { ParkRecord } from './source/parks.ts'
import type { PublicToiletRecord } from './source/publicToilets.ts'

export interface CityLoaders {
  readonly publicToilet: DataLoader<string, PublicToiletRecord | null>
  readonly drinkingWaterPoint: DataLoader<string, DrinkingWaterRecord | null>
  readonly park: DataLoader<string, ParkRecord | null>
}

export function createLoaders(source: CitySource): CityLoaders {
  return {
    publicToilet: createLoader((ids) => pick(source.toilets().byId, ids)),
    drinkingWaterPoint: createLoader((ids) => pick(source.drinkingWater().byId, ids)),
    park: createLoader((ids) => pick(source.parks().byId, ids)),
  }
}
