import {
  isLeafType,
  getNamedType,
  Kind,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import type { NormalOperation, Ownerships } from './operation.ts'
import { narrowTypes, resultsOf, visitFields } from '../../kit/graphql/visitFields.ts'

/**
 * The operation with the owner fields of its `@ownedBy` fields: beside each such field, the field of the same object whose
 * value the caller's claim must list. The added nodes are in `owned.hidden` and never in the response.
 */
export function addOwnerFields(
  operation: NormalOperation,
  schema: GraphQLSchema,
  ownerships: Ownerships,
): NormalOperation {
  if (ownerships.size === 0 || !hasOwned(operation, schema, ownerships)) return operation
  const hidden = new Map<FieldNode, FieldNode>()
  const root = schema.getRootType(operation.definition.operation)
  const selectionSet = extendSet(operation.definition.selectionSet, root ? [root] : [], {
    schema,
    ownerships,
    hidden,
  })
  return {
    ...operation,
    definition: { ...operation.definition, selectionSet },
    owned: { hidden, ownerships },
  }
}

interface Extension {
  readonly schema: GraphQLSchema
  readonly ownerships: Ownerships
  /** Each added field, with the owned field that it was added for. */
  readonly hidden: Map<FieldNode, FieldNode>
}

function hasOwned(operation: NormalOperation, schema: GraphQLSchema, ownerships: Ownerships): boolean {
  let isFound = false
  visitFields(operation, schema, ({ name }, parents) => {
    isFound ||= parents.some((parent) => ownerships.has(`${parent.name}.${name.value}`))
  })
  return isFound
}

function extendSet(
  set: SelectionSetNode,
  possible: readonly GraphQLObjectType[],
  extension: Extension,
): SelectionSetNode {
  const selections: SelectionNode[] = []
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const node = extendField(selection, possible, extension)
      selections.push(node, ...ownerFieldsOf(node, possible, extension))
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const narrowed = narrowTypes(possible, selection.typeCondition?.name.value, extension.schema)
      selections.push({
        ...selection,
        selectionSet: extendSet(selection.selectionSet, narrowed, extension),
      })
    }
  }
  return { ...set, selections }
}

function extendField(
  node: FieldNode,
  possible: readonly GraphQLObjectType[],
  extension: Extension,
): FieldNode {
  if (!node.selectionSet) return node
  const results = resultsOf(node, possible, extension.schema)
  return { ...node, selectionSet: extendSet(node.selectionSet, results, extension) }
}

/** One fragment for each type, since an interface need not have the field. */
function ownerFieldsOf(
  node: FieldNode,
  possible: readonly GraphQLObjectType[],
  { ownerships: all, hidden }: Extension,
): readonly InlineFragmentNode[] {
  return possible.flatMap((type) => {
    const ownerships = all.get(`${type.name}.${node.name.value}`) ?? []
    const names = [...new Set(ownerships.map(({ field }) => field))].filter((name) => isReadable(type, name))
    return names.map((name) => {
      const added: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } }
      hidden.set(added, node)
      return {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } },
        selectionSet: { kind: Kind.SELECTION_SET, selections: [added] },
      } as const
    })
  })
}

/** A field that cannot be read is not added; without its value nobody owns the object. */
function isReadable(type: GraphQLObjectType, name: string): boolean {
  const field = type.getFields()[name]
  return field !== undefined && isLeafType(getNamedType(field.type)) && field.args.length === 0
}
