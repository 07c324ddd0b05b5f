import type { KeyObject } from 'node:crypto'
import type { LiveGraph } from '../live/readLive.ts'
import type { KnownOperation } from '../operations/knownOperations.ts'
import type { UseRecords } from '../use/useRecords.ts'
import type { Journal } from './journal.ts'

/** What acts are done with. */
export interface ActParts {
  readonly journal: Journal
  /** Ed25519, private. */
  readonly signingKey: KeyObject
  /** Public keys by which releases were signed before; a release of any other is not built upon. */
  readonly formerKeys: readonly string[]
  readonly readSurroundings: () => CheckSurroundings
  readonly now: () => Date
}

/** What a check knows besides the graph; read anew for each. */
export interface CheckSurroundings extends Pick<
  LiveGraph,
  'exposures' | 'exceptions' | 'variants' | 'dataSets' | 'dataSetProblems'
> {
  readonly operations: readonly KnownOperation[]
  readonly use: UseRecords | null
}
