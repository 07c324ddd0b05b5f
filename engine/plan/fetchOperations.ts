import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import type { FieldNode, SelectionNode, SelectionSetNode } from 'graphql'
import { Kind, print, visit } from 'graphql'
import { EngineError } from '../errors.ts'
import type { Supergraph } from '../supergraph/supergraph.ts'

/** What a fetch asks of its entities, and what it has to send of them for that. */
export interface FetchOperation {
  readonly selectionSet: SelectionSetNode
  /** Undefined when the fetch starts at the root. */
  readonly requires: RequiredSelections | undefined
  /** The same by parts, each of which requires less: for entities of which not everything is known. */
  readonly parts: readonly FetchOperation[]
}

type RequiredSelections = readonly QueryPlanSelectionNode[]

/**
 * Divides what a fetch asks by what its fields require of other subgraphs.
 *
 * All is asked at once wherever it can be. But fields that require one field with different arguments cannot go together,
 * since a representation has one place for it. And where a required value is missing, because its subgraph failed or its
 * field was skipped, only the fields that require it are lost; the planner would give up the whole entity.
 */
export function divideOperation(
  subgraph: string,
  selectionSet: SelectionSetNode,
  requires: RequiredSelections | undefined,
  supergraph: Supergraph,
): readonly FetchOperation[] {
  const whole = { selectionSet: restoreFields(selectionSet, supergraph), requires, parts: [] }
  if (requires === undefined) return [whole]
  const facets = listEntitySelections(subgraph, selectionSet, supergraph)
  if (facets.length <= 1) return [whole]
  const groups = groupEntitySelections(facets, supergraph)
  const ask = (members: readonly EntitySelection[]): FetchOperation => ({
    selectionSet: restoreFields(
      pickFields(selectionSet, new Set(members.flatMap(({ fields }) => fields))),
      supergraph,
    ),
    requires: pickRequired(requires, subgraph, members, supergraph),
    parts: [],
  })
  return groups.map((members) => ({
    ...(groups.length === 1 ? whole : ask(members)),
    parts: members.length === 1 ? [] : members.map((facet) => ask([facet])),
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
  const facets = new Map<string, EntitySelection>()
  const list = ({ selections }: SelectionSetNode, type: string): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT)
        list(selection.selectionSet, selection.typeCondition?.name.value ?? type)
      if (selection.kind !== Kind.FIELD) continue
      const required = entityRules.requires(subgraph, type, selection.name.value)
      const signature = required === undefined ? '' : print(required)
      const facet = facets.get(signature) ?? { fields: [], required: treeOf(required) }
      facet.fields.push(selection)
      facets.set(signature, facet)
    }
  }
  list(set, '')
  return [...facets.values()]
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

/** As few groups as one pass finds in which no two facets need the same place for different things. */
function groupEntitySelections(
  facets: readonly EntitySelection[],
  supergraph: Supergraph,
): readonly (readonly EntitySelection[])[] {
  const groups: EntitySelection[][] = []
  for (const facet of facets) {
    const group = groups.find((members) =>
      members.every((member) => !collide(member.required, facet.required, supergraph)),
    )
    if (group === undefined) groups.push([facet])
    else group.push(facet)
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

function pickFields(set: SelectionSetNode, kept: ReadonlySet<FieldNode>): SelectionSetNode {
  const pick = (selection: SelectionNode): readonly SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return kept.has(selection) ? [selection] : []
    if (selection.kind === Kind.FRAGMENT_SPREAD) return []
    const selectionSet = pickFields(selection.selectionSet, kept)
    return selectionSet.selections.length === 0 ? [] : [{ ...selection, selectionSet }]
  }
  return { ...set, selections: set.selections.flatMap(pick) }
}

/** Keeps of what is sent the key, and what these facets require. */
function pickRequired(
  requires: RequiredSelections,
  subgraph: string,
  facets: readonly EntitySelection[],
  supergraph: Supergraph,
): RequiredSelections {
  const trees = facets.map(({ required }) => required)
  return requires.map((node) => {
    if (node.kind !== 'InlineFragment') return node
    const key = findEntityKey(requires, subgraph, node.typeCondition ?? '', supergraph)
    return key === undefined ? node : { ...node, selections: pickTrees(node.selections, [key, ...trees]) }
  })
}

/** The fields of the keys by which the subgraph finds what is sent, by type. */
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

/** The key by which the subgraph finds what is sent of a type. */
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

/** What is sent of entities of a type: inputs under conditions come in fragments of their own, and in fragments within. */
function listSent(requires: RequiredSelections, type: string): ReadonlySet<string> {
  const list = (selections: RequiredSelections): readonly string[] =>
    selections.flatMap((node) => (node.kind === 'Field' ? [node.name] : list(node.selections)))
  const ofType = requires.filter((node) => node.kind === 'InlineFragment' && node.typeCondition === type)
  return new Set(list(ofType))
}

/** A plan may come back to a subgraph by a key that it only states; it would not find the entity. */
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

/** Puts back the fields with arguments that others stand for, under the stand-ins' names. */
function restoreFields(set: SelectionSetNode, { plannerAliases }: Supergraph): SelectionSetNode {
  if (plannerAliases.size === 0) return set
  return visit(set, {
    Field: (node) => {
      const standIn = plannerAliases.get(node.name.value)
      if (standIn === undefined) return undefined
      const name = { kind: Kind.NAME, value: standIn.field } as const
      return { ...node, alias: node.alias ?? node.name, name, arguments: standIn.arguments }
    },
  })
}
