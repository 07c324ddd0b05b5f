import type { DocumentNode, FieldNode, OperationDefinitionNode } from 'graphql'

export type OperationType = 'query' | 'mutation' | 'subscription'

/**
 * One validated operation in its normal form: a single definition whose named fragments are inlined, so that each
 * `FieldNode` object stands at exactly one position and its identity can be used as a key.
 */
export interface NormalOperation {
  /** SHA-256 of its normal form. */
  readonly hash: string
  readonly name: string | undefined
  readonly type: OperationType
  readonly definition: OperationDefinitionNode
  /** As the client wrote it, without `owned.hidden`. */
  readonly document: DocumentNode
  /** Present when some fields are judged object by object. */
  readonly owned?: OwnedFields
}

/** The fields of an operation that are judged object by object, and by what. */
export interface OwnedFields {
  /**
   * Each field that the engine adds for its own use, with the client's field that it is added for; never in the
   * response.
   */
  readonly hidden: ReadonlyMap<FieldNode, FieldNode>
  readonly ownerships: Ownerships
}

/** By coordinate ("Hotel.ownOccupancy"): a claim of the viewer's must list the value of a field of the same object. */
export type Ownerships = ReadonlyMap<string, readonly Ownership[]>

export interface Ownership {
  readonly claim: string
  readonly field: string
}
