import type { TourismLoaders } from '../loaders.ts'
import type { TourismSource } from '../source.ts'

export interface TourismContext {
  readonly source: TourismSource
  readonly loaders: TourismLoaders
  /** One moment for the whole request. */
  readonly now: Date
}
