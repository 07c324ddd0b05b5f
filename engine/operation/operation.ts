import type { DocumentNode, FieldNode, OperationDefinitionNode } from 'graphql'

/**
 * One validated operation in its normal form: a single definition whose named fragments are inlined, so that each
 * `FieldNode` object stands in exactly one place and its identity can be used as a key.
 */
export interface Operation {
  /** SHA-256 of its normal form. */
  readonly hash: string
  readonly name: string | undefined
  readonly type: 'query' | 'mutation'
  readonly definition: OperationDefinitionNode
  /** As the client wrote it, without `owned.hidden`. */
  readonly document: DocumentNode
  /** Present when some fields are judged object by object. */
  readonly owned?: OwnedFields
}

/** What decides, when an object is there, whether the viewer may see a field of it. */
export interface OwnedFields {
  /** Fields that the engine reads for itself, and for which of the client's; never in the answer. */
  readonly hidden: ReadonlyMap<FieldNode, FieldNode>
  readonly ownerships: Ownerships
}

/** By coordinate ("Hotel.ownOccupancy"): a claim of the viewer's must list the value that a field of the object has. */
export type Ownerships = ReadonlyMap<string, readonly Ownership[]>

export interface Ownership {
  readonly claim: string
  readonly field: string
}
