import { createLoaders, type WeatherLoaders } from './loaders.ts'
import type { WeatherSource } from './source.ts'

export interface WeatherContext {
  readonly source: WeatherSource
  readonly loaders: WeatherLoaders
  /** One moment for the whole request. */
  readonly now: Date
}

export function createContext(source: WeatherSource): WeatherContext {
  return { source, loaders: createLoaders(source), now: source.clock() }
}
