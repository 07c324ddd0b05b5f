import type { DocumentNode, OperationDefinitionNode } from 'graphql'

/**
 * One validated operation in its normal form: a single definition whose named fragments are inlined, so that each
 * `FieldNode` object stands in exactly one place and its identity can be used as a key.
 */
export interface Operation {
  readonly hash: string
  readonly name: string | undefined
  readonly type: 'query' | 'mutation'
  readonly definition: OperationDefinitionNode
  readonly document: DocumentNode
}
