import { createLoaders, type CityLoaders } from './loaders.ts'
import type { CitySource } from './source.ts'

export interface CityContext {
  readonly source: CitySource
  readonly loaders: CityLoaders
  /** One moment for the whole request. */
  readonly now: Date
}

export function createContext(source: CitySource): CityContext {
  return { source, loaders: createLoaders(source), now: source.clock() }
}
