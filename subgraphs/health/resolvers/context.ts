import type { HealthLoaders } from '../loaders.ts'
import type { HealthSource } from '../source.ts'

export interface HealthContext {
  readonly source: HealthSource
  readonly loaders: HealthLoaders
  /** One moment for the whole request. */
  readonly now: Date
}
