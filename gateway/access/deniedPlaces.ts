import {
  Kind,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql'
import type { NormalOperation } from '../../engine/index.ts'
import { mayBeIncluded } from './inclusion.ts'
import { narrowTypes, resultsOf } from '../../kit/graphql/visitFields.ts'
import type { Variables } from '../../kit/graphql/variables.ts'

/** A place of an operation that some rule is about: its response keys without list indexes. */
export interface FieldPlace {
  readonly path: readonly string[]
  readonly node: FieldNode
  /** The coordinates of what can be met there, such as "Hotel.occupancy". */
  readonly fields: readonly string[]
}

/** The places that are denied, the outermost alone, as far as these variables include them. */
export function listDeniedPlaces(
  operation: NormalOperation,
  schema: GraphQLSchema,
  denied: ReadonlySet<FieldNode>,
  variables: Variables,
): readonly FieldPlace[] {
  if (denied.size === 0) return []
  const isHidden = (node: FieldNode) => operation.owned?.hidden.has(node) === true
  return listPlaces(operation, schema, variables, ({ node }) => {
    if (denied.has(node)) return isHidden(node) ? 'leave' : 'take'
    return 'enter'
  })
}

/** The places that are judged object by object, outside those which are denied altogether. */
export function listOwnedPlaces(
  operation: NormalOperation,
  schema: GraphQLSchema,
  denied: ReadonlySet<FieldNode>,
  variables: Variables,
): readonly FieldPlace[] {
  const { owned } = operation
  if (owned === undefined) return []
  return listPlaces(operation, schema, variables, ({ node, fields }) => {
    if (denied.has(node) || owned.hidden.has(node)) return 'leave'
    return fields.some((field) => owned.ownerships.has(field)) ? 'take' : 'enter'
  })
}

type Judge = (place: FieldPlace) => 'take' | 'enter' | 'leave'

function listPlaces(
  { definition }: NormalOperation,
  schema: GraphQLSchema,
  variables: Variables,
  judge: Judge,
): readonly FieldPlace[] {
  const found: FieldPlace[] = []
  const visitSet = (
    set: SelectionSetNode,
    possible: readonly GraphQLObjectType[],
    above: readonly string[],
  ): void => {
    for (const selection of set.selections) {
      if (!mayBeIncluded(selection, variables)) continue
      if (selection.kind === Kind.INLINE_FRAGMENT)
        visitSet(
          selection.selectionSet,
          narrowTypes(possible, selection.typeCondition?.name.value, schema),
          above,
        )
      if (selection.kind === Kind.FIELD) visitField(selection, possible, above)
    }
  }
  const visitField = (
    node: FieldNode,
    possible: readonly GraphQLObjectType[],
    above: readonly string[],
  ): void => {
    const path = [...above, (node.alias ?? node.name).value]
    const place = { path, node, fields: possible.map((type) => `${type.name}.${node.name.value}`) }
    const verdict = judge(place)
    if (verdict === 'take') found.push(place)
    if (verdict === 'enter' && node.selectionSet)
      visitSet(node.selectionSet, resultsOf(node, possible, schema), path)
  }
  const root = schema.getRootType(definition.operation)
  visitSet(definition.selectionSet, root ? [root] : [], [])
  return found
}
