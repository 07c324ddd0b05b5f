import type { FieldNode, GraphQLCompositeType } from 'graphql'
import type { Variables } from '../../kit/graphql/variables.ts'
import type { OwnedFields } from '../operation/operation.ts'
import type { ResponseKeys } from '../plan/responseKeys.ts'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import type { Supergraph } from '../supergraph/supergraph.ts'
import type { Deferral, Deferrals, Dividing, FieldSource } from './divideFields.ts'

/** The parts from which the projection of one operation is compiled. */
export interface Projection {
  readonly supergraph: Supergraph
  readonly keys: ResponseKeys
  readonly denied: ReadonlySet<FieldNode>
  readonly owned: OwnedFields | undefined
  /** Only the variables of `@skip`, `@include`, `@defer` and `@stream` matter here. */
  readonly variables: Variables
  /** Answers the introspection fields of the root. */
  readonly introspect: (key: string, variables: Variables) => string
  /** Undefined where the answer is whole. */
  readonly deferrals: Deferrals | undefined
  /** The deferrals of the part that is compiled; none of the first. */
  readonly group: readonly Deferral[]
}

/** Where one part begins: what is asked of its object, or of its items. */
export interface Place {
  readonly sources: readonly FieldSource[]
  readonly type: GraphQLCompositeType
  readonly position: ResponsePosition
  readonly by: Projection
}

/** How the fields are divided that a client sees. */
export function dividingOf({ supergraph, variables, owned, deferrals, group }: Projection): Dividing {
  return {
    schema: supergraph.apiSchema,
    variables,
    isWanted: (node) => owned?.hidden.has(node) !== true,
    deferrals,
    group,
  }
}
