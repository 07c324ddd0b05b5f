import type { CatalogueLoaders } from '../loaders.ts'
import type { CatalogueSource } from '../source.ts'

export interface CatalogueContext {
  readonly source: CatalogueSource
  readonly loaders: CatalogueLoaders
}
