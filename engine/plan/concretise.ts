import type { Schema } from '@apollo/federation-internals'
import {
  baseType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  possibleRuntimeTypes,
} from '@apollo/federation-internals'
import type { CompositeType } from '@apollo/federation-internals'
import type { DocumentNode, FieldNode, InlineFragmentNode, SelectionNode, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'

/**
 * The same operation with fragments on object types only. The planner fails on some that are on unions and interfaces,
 * such as `__typename` in a fragment on a union below an `@interfaceObject`; spelled out type by type it manages.
 */
export function concretise(document: DocumentNode, schema: Schema): DocumentNode {
  const definitions = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition
    const root = schema.schemaDefinition.rootType(definition.operation)
    return root === undefined
      ? definition
      : { ...definition, selectionSet: concretiseSet(definition.selectionSet, root, schema) }
  })
  return { ...document, definitions }
}

function concretiseSet(set: SelectionSetNode, type: CompositeType, schema: Schema): SelectionSetNode {
  return {
    ...set,
    selections: set.selections.flatMap((selection) => concretiseSelection(selection, type, schema)),
  }
}

function concretiseSelection(
  node: SelectionNode,
  type: CompositeType,
  schema: Schema,
): readonly SelectionNode[] {
  if (node.kind === Kind.FIELD) return [concretiseField(node, type, schema)]
  return node.kind === Kind.INLINE_FRAGMENT ? concretiseFragment(node, type, schema) : []
}

function concretiseField(node: FieldNode, type: CompositeType, schema: Schema): FieldNode {
  const field = isUnionType(type) ? undefined : type.field(node.name.value)
  const below = field?.type === undefined ? undefined : baseType(field.type)
  if (node.selectionSet === undefined || below === undefined || !isCompositeType(below)) return node
  return { ...node, selectionSet: concretiseSet(node.selectionSet, below, schema) }
}

function concretiseFragment(
  node: InlineFragmentNode,
  type: CompositeType,
  schema: Schema,
): readonly SelectionNode[] {
  const condition = node.typeCondition === undefined ? type : schema.type(node.typeCondition.name.value)
  if (condition === undefined || !isCompositeType(condition)) return []
  const possible = isAbstractType(condition) ? possibleRuntimeTypes(condition) : [condition]
  // A condition that every object of the type meets is left out.
  if (condition === type) return unwrap(node, type, schema)
  if (isObjectType(type)) return possible.includes(type) ? unwrap(node, type, schema) : []
  const here = new Set(possibleRuntimeTypes(type).map(({ name }) => name))
  return possible
    .filter(({ name }) => here.has(name))
    .map((object) => ({
      ...node,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: object.name } },
      selectionSet: concretiseSet(node.selectionSet, object, schema),
    }))
}

function unwrap(node: InlineFragmentNode, type: CompositeType, schema: Schema): readonly SelectionNode[] {
  const selectionSet = concretiseSet(node.selectionSet, type, schema)
  if ((node.directives ?? []).length === 0) return selectionSet.selections
  const { typeCondition: _, ...rest } = node
  return [{ ...rest, selectionSet }]
}
