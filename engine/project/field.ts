import type { WriteMaybe } from './value.ts'
import type { Writing } from './writing.ts'

/** How one field of an object is read and written. */
export interface Field<Node> {
  readonly key: string
  readonly isRequired: boolean
  readonly read: (node: Node) => unknown
  readonly write: WriteMaybe
  /** The fetches that can provide it. */
  readonly fetches: readonly number[]
}

export type WriteNode<Node> = (writing: Writing, node: Node) => boolean
