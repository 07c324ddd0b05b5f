import type { FieldNode } from 'graphql'
import type { PlacedError } from '../run/state.ts'

/** The projection of one execution: the response as it is written for a client. */
export interface Projected {
  /** `{"data":…}` in UTF-8; its fields stand in the client's order. */
  readonly envelope: Buffer
  readonly errors: readonly PlacedError[]
  /** How many denials are not among the errors. */
  readonly suppressedErrorCount: number
  /** By field, at how many positions it was denied. */
  readonly deniedCounts: ReadonlyMap<FieldNode, number>
}
