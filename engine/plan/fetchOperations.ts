import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import type { FieldNode, SelectionNode, SelectionSetNode } from 'graphql'
import { Kind, print, visit } from 'graphql'
import { EngineError } from '../errors.ts'
import type { Supergraph } from '../supergraph/supergraph.ts'

/** One selection set of a fetch, with the fields that its representations need for it. */
export interface FetchOperation {
  readonly selectionSet: SelectionSetNode
  /** Undefined when the fetch starts at the root. */
  readonly requires: RequiredSelections | undefined
  /** The same divided into parts, each of which requires less: for entities of which not every required field is known. */
  readonly parts: readonly FetchOperation[]
}

type RequiredSelections = readonly QueryPlanSelectionNode[]

/**
 * Divides the selection set of a fetch by the fields that its own fields require of other subgraphs.
 *
 * One operation selects everything wherever it can. But fields that require one field with different arguments cannot go
 * together, since a representation has one key for it. And where a required value is missing, because its subgraph failed
 * or its field was skipped, only the fields that require it become null; the planner would give up the whole entity.
 */
export function divideOperation(
  subgraph: string,
  selectionSet: SelectionSetNode,
  requires: RequiredSelections | undefined,
  supergraph: Supergraph,
): readonly FetchOperation[] {
  const whole = { selectionSet: restoreFields(selectionSet, supergraph), requires, parts: [] }
  if (requires === undefined) return [whole]
  const entitySelections = listEntitySelections(subgraph, selectionSet, supergraph)
  if (entitySelections.length <= 1) return [whole]
  const groups = groupEntitySelections(entitySelections, supergraph)
  const createOperation = (members: readonly EntitySelection[]): FetchOperation => ({
    selectionSet: restoreFields(
      pickFields(selectionSet, new Set(members.flatMap(({ fields }) => fields))),
      supergraph,
    ),
    requires: pickRequired(requires, subgraph, members, supergraph),
    parts: [],
  })
  return groups.map((members) => ({
    ...(groups.length === 1 ? whole : createOperation(members)),
    parts: members.length === 1 ? [] : members.map((entitySelection) => createOperation([entitySelection])),
  }))
}

/** Fields of a fetch that require the same. */
interface EntitySelection {
  readonly fields: FieldNode[]
  readonly required: Tree
}

type Tree = ReadonlyMap<string, Tree>

function listEntitySelections(
  subgraph: string,
  set: SelectionSetNode,
  { entityRules }: Supergraph,
): readonly EntitySelection[] {
  const entitySelections = new Map<string, EntitySelection>()
  const list = ({ selections }: SelectionSetNode, type: string): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT)
        list(selection.selectionSet, selection.typeCondition?.name.value ?? type)
      if (selection.kind !== Kind.FIELD) continue
      const required = entityRules.requires(subgraph, type, selection.name.value)
      const signature = required === undefined ? '' : print(required)
      const entitySelection = entitySelections.get(signature) ?? { fields: [], required: treeOf(required) }
      entitySelection.fields.push(selection)
      entitySelections.set(signature, entitySelection)
    }
  }
  list(set, '')
  return [...entitySelections.values()]
}

function treeOf(set: SelectionSetNode | undefined): Tree {
  const tree = new Map<string, Map<string, Tree>>()
  const add = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) add(selection.selectionSet)
      if (selection.kind !== Kind.FIELD) continue
      const name = selection.name.value
      tree.set(name, new Map([...(tree.get(name) ?? []), ...treeOf(selection.selectionSet)]))
    }
  }
  if (set !== undefined) add(set)
  return tree
}

/** As few groups as one pass finds in which no two selections require different values under the same key. */
function groupEntitySelections(
  entitySelections: readonly EntitySelection[],
  supergraph: Supergraph,
): readonly (readonly EntitySelection[])[] {
  const groups: EntitySelection[][] = []
  for (const entitySelection of entitySelections) {
    const group = groups.find((members) =>
      members.every((member) => !collide(member.required, entitySelection.required, supergraph)),
    )
    if (group === undefined) groups.push([entitySelection])
    else group.push(entitySelection)
  }
  return groups
}

function collide(one: Tree, other: Tree, supergraph: Supergraph): boolean {
  const original = (name: string) => supergraph.plannerAliases.get(name)?.field ?? name
  return [...one].some(([name, below]) =>
    [...other].some(([otherName, otherBelow]) =>
      name === otherName ? collide(below, otherBelow, supergraph) : original(name) === original(otherName),
    ),
  )
}

function pickFields(set: SelectionSetNode, wanted: ReadonlySet<FieldNode>): SelectionSetNode {
  const pick = (selection: SelectionNode): readonly SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return wanted.has(selection) ? [selection] : []
    if (selection.kind === Kind.FRAGMENT_SPREAD) return []
    const selectionSet = pickFields(selection.selectionSet, wanted)
    return selectionSet.selections.length === 0 ? [] : [{ ...selection, selectionSet }]
  }
  return { ...set, selections: set.selections.flatMap(pick) }
}

/** Of the fields of a representation, the key and those that these selections require. */
function pickRequired(
  requires: RequiredSelections,
  subgraph: string,
  entitySelections: readonly EntitySelection[],
  supergraph: Supergraph,
): RequiredSelections {
  const trees = entitySelections.map(({ required }) => required)
  return requires.map((node) => {
    if (node.kind !== 'InlineFragment') return node
    const key = findEntityKey(requires, subgraph, node.typeCondition ?? '', supergraph)
    return key === undefined ? node : { ...node, selections: pickTrees(node.selections, [key, ...trees]) }
  })
}

/** By type, the fields of the key by which the subgraph finds the entities that it is sent. */
export function listKeys(
  requires: RequiredSelections,
  subgraph: string,
  supergraph: Supergraph,
): readonly (readonly string[])[] {
  const types = requires.map((node) => (node.kind === 'InlineFragment' ? (node.typeCondition ?? '') : ''))
  return [...new Set(types)].map((type) => {
    const key = findEntityKey(requires, subgraph, type, supergraph)
    return [type, ...(key === undefined ? listSent(requires, type) : key.keys())]
  })
}

/** The key by which the subgraph finds an entity of a type. */
function findEntityKey(
  requires: RequiredSelections,
  subgraph: string,
  type: string,
  { entityRules }: Supergraph,
): Tree | undefined {
  const sent = listSent(requires, type)
  const keys = entityRules.keys(subgraph, type).map(treeOf)
  return keys.find((tree) => [...tree.keys()].every((name) => sent.has(name)))
}

/** The fields sent of entities of a type: inputs under conditions come in fragments of their own, and in nested ones. */
function listSent(requires: RequiredSelections, type: string): ReadonlySet<string> {
  const list = (selections: RequiredSelections): readonly string[] =>
    selections.flatMap((node) => (node.kind === 'Field' ? [node.name] : list(node.selections)))
  const ofType = requires.filter((node) => node.kind === 'InlineFragment' && node.typeCondition === type)
  return new Set(list(ofType))
}

/** A plan may come back to a subgraph by a key that is not resolvable there; the subgraph would not find the entity. */
export function assertResolvable(
  subgraph: string,
  requires: RequiredSelections,
  supergraph: Supergraph,
): void {
  for (const node of requires) {
    const type = node.kind === 'InlineFragment' ? (node.typeCondition ?? '') : ''
    if (!supergraph.entityRules.statesKeys(subgraph, type)) continue
    if (findEntityKey(requires, subgraph, type, supergraph) !== undefined) continue
    const message = `Subgraph "${subgraph}" cannot find an entity by what the plan can send.`
    throw new EngineError('PLAN_NOT_POSSIBLE', message)
  }
}

function pickTrees(selections: RequiredSelections, trees: readonly Tree[]): QueryPlanSelectionNode[] {
  return selections.flatMap((node): QueryPlanSelectionNode[] => {
    if (node.kind === 'InlineFragment') return [{ ...node, selections: pickTrees(node.selections, trees) }]
    if (node.name === '__typename') return [node]
    const below = trees.flatMap((tree) => tree.get(node.name) ?? [])
    if (below.length === 0) return []
    return [node.selections === undefined ? node : { ...node, selections: pickTrees(node.selections, below) }]
  })
}

/** Replaces planner aliases by the fields with arguments that they stand for, under the aliases' names. */
function restoreFields(set: SelectionSetNode, { plannerAliases }: Supergraph): SelectionSetNode {
  if (plannerAliases.size === 0) return set
  return visit(set, {
    Field: (node) => {
      const original = plannerAliases.get(node.name.value)
      if (original === undefined) return undefined
      const name = { kind: Kind.NAME, value: original.field } as const
      return { ...node, alias: node.alias ?? node.name, name, arguments: original.arguments }
    },
  })
}
