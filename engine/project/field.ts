import type { WriteMaybe } from './value.ts'
import type { Writing } from './writing.ts'

/** How one field of an object gets from its place into the text. */
export interface Field<Node> {
  readonly key: string
  readonly isRequired: boolean
  readonly read: (node: Node) => unknown
  readonly write: WriteMaybe
  /** The fetches that could have given it. */
  readonly fetches: readonly number[]
}

export type WriteNode<Node> = (run: Writing, node: Node) => boolean
