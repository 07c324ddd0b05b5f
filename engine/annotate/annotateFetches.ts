import type { DirectiveNode, FieldNode, InlineFragmentNode, SelectionNode, SelectionSetNode } from 'graphql'
import { isObjectType, Kind, print, stripIgnoredCharacters } from 'graphql'
import { namedTypeOf } from '../../kit/graphql/namedType.ts'
import { possibleTypesOf } from '../../kit/graphql/possibleTypes.ts'
import { isCondition } from '../plan/conditions.ts'
import type { Fetch } from '../plan/fetches.ts'
import type { FetchOperation } from '../plan/fetchOperations.ts'
import { responseKey } from '../plan/responseKeys.ts'
import type { ResponsePosition, ResponsePositions } from '../plan/responsePositions.ts'
import { isPositionRequested } from '../run/errorPaths.ts'
import type { Supergraph } from '../supergraph/supergraph.ts'
import type { AnnotationFields } from './annotation.ts'

export interface AnnotatedFetches {
  readonly fetches: readonly Fetch[]
  /** The annotating fields by the aliases under which they travel. */
  readonly fields: ReadonlyMap<string, string>
}

/**
 * Lets the fetches of a plan ask for annotations too, of the objects that the client requested. Nothing is fetched that was
 * not fetched before, nor from another subgraph: a field is added only where the very subgraph that is asked for the object
 * gives it.
 */
export function annotateFetches(
  fetches: readonly Fetch[],
  positions: ResponsePositions,
  supergraph: Supergraph,
  fieldsOf: AnnotationFields,
): AnnotatedFetches {
  const adding = {
    supergraph,
    fieldsOf,
    aliases: new Map<string, string>(),
    fields: new Map<string, string>(),
  }
  const annotated = fetches.map((fetch) => {
    const position = positions.ofFetch[fetch.id]?.position
    // Whose names are changed in its response cannot be followed down it.
    if (position === undefined || fetch.node.outputRewrites || !isPositionRequested(position)) return fetch
    return annotateFetch(fetch, position, { ...adding, subgraph: fetch.subgraph })
  })
  return { fetches: annotated, fields: adding.fields }
}

interface Adding {
  readonly supergraph: Supergraph
  readonly fieldsOf: AnnotationFields
  readonly subgraph: string
  /** The alias of each field by what it selects: the same alias never stands for two shapes in one selection set. */
  readonly aliases: Map<string, string>
  readonly fields: Map<string, string>
}

function annotateFetch(fetch: Fetch, position: ResponsePosition, adding: Adding): Fetch {
  const { requires, definition } = fetch
  const root = adding.supergraph.subgraphTypes.rootType(definition.operation)
  const annotate = (set: SelectionSetNode): SelectionSetNode =>
    requires === undefined
      ? annotateBelow(set, root, position, adding)
      : annotateEntities(set, position, adding)
  const annotateOperation = (operation: FetchOperation): FetchOperation => ({
    ...operation,
    selectionSet: annotate(operation.selectionSet),
    parts: operation.parts.map(annotateOperation),
  })
  const selectionSet = annotate(fetch.selectionSet)
  return {
    ...fetch,
    selectionSet,
    operations: fetch.operations.map(annotateOperation),
    node: { ...fetch.node, operation: printOperation(fetch, selectionSet) },
  }
}

/** As the planner would have written it. */
function printOperation({ definition, requires }: Fetch, selectionSet: SelectionSetNode): string {
  const selections =
    requires === undefined
      ? selectionSet.selections
      : definition.selectionSet.selections.map((entities) => ({ ...entities, selectionSet }))
  return stripIgnoredCharacters(
    print({ ...definition, selectionSet: { kind: Kind.SELECTION_SET, selections } }),
  )
}

/** Entities are selected in one fragment for each type. */
function annotateEntities(
  set: SelectionSetNode,
  position: ResponsePosition,
  adding: Adding,
): SelectionSetNode {
  return {
    ...set,
    selections: set.selections.map((selection) => {
      const type = selection.kind === Kind.INLINE_FRAGMENT ? selection.typeCondition?.name.value : undefined
      if (selection.kind !== Kind.INLINE_FRAGMENT || type === undefined) return selection
      const below = annotateBelow(selection.selectionSet, type, position, adding)
      const added = underConditions(annotationsOf(type, adding), selection.selectionSet)
      return { ...selection, selectionSet: { ...below, selections: [...below.selections, ...added] } }
    }),
  }
}

/** Selections under the conditions of others, so that entities of which nothing else is wanted are not fetched for these. */
function underConditions(
  selections: readonly SelectionNode[],
  others: SelectionSetNode,
): readonly SelectionNode[] {
  if (selections.length === 0) return []
  const conditions = listConditions(others)
  if (conditions.some((one) => one.length === 0)) return selections
  const distinct = new Map(conditions.map((one) => [one.map((node) => print(node)).join(' '), one]))
  return [...distinct.values()].flatMap((directives) =>
    // Of one kind a fragment has one condition at most.
    directives.reduceRight<readonly SelectionNode[]>(
      (inner, directive) => [
        {
          kind: Kind.INLINE_FRAGMENT,
          directives: [directive],
          selectionSet: { kind: Kind.SELECTION_SET, selections: inner },
        },
      ],
      selections,
    ),
  )
}

/** The conditions of each field of a selection set; all of one field's must hold. */
function listConditions({ selections }: SelectionSetNode): readonly (readonly DirectiveNode[])[] {
  return selections.flatMap((selection): readonly (readonly DirectiveNode[])[] => {
    const own = (selection.directives ?? []).filter(isCondition)
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [own]
    return listConditions(selection.selectionSet).map((inner) => [...own, ...inner])
  })
}

function annotateObject(
  set: SelectionSetNode,
  type: string,
  position: ResponsePosition,
  adding: Adding,
): SelectionSetNode {
  const below = annotateBelow(set, type, position, adding)
  return { ...below, selections: [...below.selections, ...annotationsOf(type, adding)] }
}

function annotateBelow(
  set: SelectionSetNode,
  type: string,
  position: ResponsePosition,
  adding: Adding,
): SelectionSetNode {
  return {
    ...set,
    selections: set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FIELD) return annotateField(selection, type, position, adding)
      if (selection.kind !== Kind.INLINE_FRAGMENT) return selection
      const inside = selection.typeCondition?.name.value ?? type
      return { ...selection, selectionSet: annotateBelow(selection.selectionSet, inside, position, adding) }
    }),
  }
}

function annotateField(node: FieldNode, type: string, position: ResponsePosition, adding: Adding): FieldNode {
  const { subgraph, supergraph } = adding
  const child = position.children.get(responseKey(node))
  const below = supergraph.subgraphTypes.fieldType(subgraph, type, node.name.value)
  // Also what is fetched only because other fields require it is no part of the answer.
  if (node.selectionSet === undefined || child === undefined || below === undefined) return node
  if (!isPositionRequested(child)) return node
  return { ...node, selectionSet: annotateObject(node.selectionSet, below, child, adding) }
}

function annotationsOf(typeName: string, adding: Adding): readonly SelectionNode[] {
  const { supergraph, subgraph } = adding
  const type = supergraph.apiSchema.getType(typeName)
  if (isObjectType(type)) return pickFields(typeName, adding.fieldsOf(type), adding)
  // The subgraph knows objects of no other type: an `@interfaceObject`.
  if (supergraph.subgraphTypes.onlyType(subgraph, typeName) === typeName)
    return pickFields(typeName, listCommonFields(typeName, adding), adding)
  return supergraph.givenFields
    .membersOf(subgraph, typeName)
    .flatMap((member) => spreadOn(member, annotationsOf(member, adding)))
}

/** The fields that annotate every object of an interface. */
function listCommonFields(typeName: string, { supergraph, fieldsOf }: Adding): readonly FieldNode[] {
  const { apiSchema } = supergraph
  const [first = [], ...others] = possibleTypesOf(apiSchema.getType(typeName), apiSchema).map(fieldsOf)
  return first.filter((field) => others.every((fields) => fields.some((one) => print(one) === print(field))))
}

function spreadOn(type: string, selections: readonly SelectionNode[]): readonly InlineFragmentNode[] {
  if (selections.length === 0) return []
  return [
    {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    },
  ]
}

function pickFields(type: string, nodes: readonly FieldNode[], adding: Adding): readonly FieldNode[] {
  return nodes.flatMap((node) => {
    const picked = pickGiven(type, node, adding)
    return picked === undefined ? [] : [underAlias(picked.node, picked.shape, adding)]
  })
}

/** As much of a field as the subgraph gives by itself, and the shape of what it gives. */
function pickGiven(
  type: string,
  node: FieldNode,
  adding: Adding,
): { readonly node: FieldNode; readonly shape: string } | undefined {
  const given = adding.supergraph.givenFields.typeOf(adding.subgraph, type, node.name.value)
  if (given === undefined) return undefined
  const shape = `${node.name.value}:${print(given)}`
  if (node.selectionSet === undefined) return { node, shape }
  const below = node.selectionSet.selections.flatMap((selection) => {
    const picked =
      selection.kind === Kind.FIELD ? pickGiven(namedTypeOf(given), selection, adding) : undefined
    return picked === undefined ? [] : [picked]
  })
  if (below.length === 0) return undefined
  const selections = below.map((picked) => picked.node)
  return {
    node: { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } },
    shape: `${shape}{${below.map((picked) => picked.shape).join()}}`,
  }
}

function underAlias(node: FieldNode, shape: string, { aliases, fields }: Adding): FieldNode {
  const value = aliases.get(shape) ?? `_a${aliases.size}_${node.name.value}`
  aliases.set(shape, value)
  fields.set(value, node.name.value)
  return { ...node, alias: { kind: Kind.NAME, value } }
}
