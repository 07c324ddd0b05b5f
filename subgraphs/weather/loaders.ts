import type DataLoader from 'dataloader'
import { createLoader, pick } from '../_kit/loader.ts'
import type { WeatherNoticeRecord, WeatherSource } from './source.ts'

export interface WeatherLoaders {
  readonly weatherNotice: DataLoader<string, WeatherNoticeRecord | null>
}

export function createLoaders(source: WeatherSource): WeatherLoaders {
  return { weatherNotice: createLoader((ids) => pick(source.view().byId, ids)) }
}
