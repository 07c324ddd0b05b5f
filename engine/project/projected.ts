import type { FieldNode } from 'graphql'
import type { PlacedError } from '../run/state.ts'

/** An answer as it is written for a client. */
export interface Projected {
  /** `{"data":…}` in UTF-8; its fields stand in the client's order. */
  readonly envelope: Buffer
  readonly errors: readonly PlacedError[]
  /** How many denied places are not among the errors. */
  readonly suppressedErrorCount: number
  /** At how many places each field was kept back from the caller. */
  readonly deniedCounts: ReadonlyMap<FieldNode, number>
}
