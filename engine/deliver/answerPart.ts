import type { Annotation } from '../annotate/annotation.ts'
import type { Path } from '../project/found.ts'
import type { PlacedError } from '../run/state.ts'

/** A part of an answer: what is told at once. */
export interface AnswerPart {
  /** What the first part has, and no other. */
  readonly first: { readonly envelope: Buffer; readonly errors: readonly PlacedError[] } | undefined
  /** Deferred fragments and streamed lists of which something is told now or later. */
  readonly pending: readonly PendingPart[]
  readonly increments: readonly Increment[]
  /** Those of which everything is told, or nothing is. */
  readonly completed: readonly CompletedPart[]
  readonly hasNext: boolean
  /** How many denials in it are not among its errors. */
  readonly suppressedErrorCount: number
  /** Of the whole answer, in its last part; absent where the plan does not ask for them, or a subgraph could not tell. */
  readonly annotations?: readonly Annotation[]
}

export interface PendingPart {
  readonly id: number
  readonly kind: 'fragment' | 'stream'
  readonly path: Path
  readonly label: string | undefined
  /** Of a streamed list, how many items it has already. */
  readonly from: number
}

/** Data for the answer so far. */
export interface Increment {
  /** The pending part that it is of. */
  readonly of: PendingPart
  /** From there to the object that it is merged into; empty of items. */
  readonly subPath: Path
  /** An object, or the list of the items that come next, as JSON. */
  readonly json: Buffer
  readonly errors: readonly PlacedError[]
}

export interface CompletedPart {
  readonly of: PendingPart
  /** Why nothing is told of it; undefined where all is. */
  readonly errors: readonly PlacedError[] | undefined
}
