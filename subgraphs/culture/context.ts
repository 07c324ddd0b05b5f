import { createLoaders, type CultureLoaders } from './loaders.ts'
import type { CultureSource } from './source.ts'
import type { CultureTables } from './source/tables.ts'

export interface CultureContext {
  readonly tables: CultureTables
  readonly loaders: CultureLoaders
  /** One moment for the whole request. */
  readonly now: Date
}

export function createContext({ tables, clock }: CultureSource): CultureContext {
  return { tables, loaders: createLoaders(tables), now: clock() }
}
