import type { DocumentNode, FieldNode, OperationDefinitionNode } from 'graphql'
import type { Ownership } from '../../schema/access/fieldRule.ts'

/**
 * One validated operation in its normal form: a single definition whose named fragments are inlined, so that each
 * `FieldNode` object stands in exactly one place and its identity can be used as a key.
 */
export interface Operation {
  readonly hash: string
  readonly name: string | undefined
  readonly type: 'query' | 'mutation'
  readonly definition: OperationDefinitionNode
  /** As the client wrote it, without `owned.hidden`. */
  readonly document: DocumentNode
  /** Present when some fields are judged object by object. */
  readonly owned?: OwnedFields
}

/** What decides, when an object is there, whether the caller may see a field of it. */
export interface OwnedFields {
  /** Fields that the gateway reads for itself, and for which of the client's; never in the answer. */
  readonly hidden: ReadonlyMap<FieldNode, FieldNode>
  /** By coordinate: the claims that must list a value of the object. */
  readonly ownerships: ReadonlyMap<string, readonly Ownership[]>
}
