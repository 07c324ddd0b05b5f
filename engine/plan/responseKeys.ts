import type { FieldNode, SelectionSetNode } from 'graphql'
import { Kind, print } from 'graphql'
import type { Supergraph } from '../supergraph/supergraph.ts'
import { inclusionOf } from './conditions.ts'

/** The response keys of the client's fields in requests to subgraphs. */
export interface ResponseKeys {
  readonly ofNode: ReadonlyMap<FieldNode, string>
  /** The client's own key, by the key that travels, where the two differ. */
  readonly toClient: ReadonlyMap<string, string>
}

/** Names that a client's key may not have in requests to subgraphs: those of batches, aliases, annotations and variables. */
export const RESERVED = /^(_[aegqr]\d|_entities$|_service$|__typename$)/

/**
 * Assigns each field the key under which it travels: the client's own, unless that could mean two things at one position.
 *
 * The planner takes one response key for one field. So it drops `id: name` beside the key field `id` and mixes up the
 * branches of `... on A { x: foo } ... on B { x: bar }` below an entity. With a key of its own, each field is told apart.
 */
export function assignKeys(
  root: SelectionSetNode,
  denied: ReadonlySet<FieldNode>,
  supergraph: Supergraph,
): ResponseKeys {
  const ofNode = new Map<FieldNode, string>()
  const aliases = new Map<string, string>()
  const toClient = new Map<string, string>()

  const assignPosition = (selectionSets: readonly SelectionSetNode[]): void => {
    const taken = new Map<string, string>()
    const below = new Map<string, SelectionSetNode[]>()
    for (const node of selectionSets.flatMap((set) => listPlannedFields(set, denied))) {
      const key = keyAt(node, taken)
      ofNode.set(node, key)
      if (node.selectionSet !== undefined) below.set(key, [...(below.get(key) ?? []), node.selectionSet])
    }
    for (const sets of below.values()) assignPosition(sets)
  }

  const keyAt = (node: FieldNode, taken: Map<string, string>): string => {
    const wanted = responseKey(node)
    const meaning = meaningOf(node)
    if (isPlain(node, supergraph) && (taken.get(wanted) ?? meaning) === meaning) {
      taken.set(wanted, meaning)
      return wanted
    }
    const alias = aliases.get(`${wanted} ${meaning}`) ?? `_g${aliases.size}_${node.name.value}`
    aliases.set(`${wanted} ${meaning}`, alias)
    toClient.set(alias, wanted)
    return alias
  }

  assignPosition([root])
  return { ofNode, toClient }
}

export function responseKey({ alias, name }: FieldNode): string {
  return (alias ?? name).value
}

/** True when the key cannot be taken for another field, a reserved name, or a property that every object inherits. */
function isPlain(node: FieldNode, { fieldNames }: Supergraph): boolean {
  const key = responseKey(node)
  if (RESERVED.test(key) || key in Object.prototype) return false
  return key === node.name.value || !fieldNames.has(key)
}

function meaningOf({ name, arguments: nodes = [] }: FieldNode): string {
  const texts = nodes.map((node) => print(node)).sort()
  return `${name.value}(${texts.join(',')})`
}

/** The fields of one selection set, through its fragments; `__typename` and introspection travel as they are. */
function listPlannedFields(set: SelectionSetNode, denied: ReadonlySet<FieldNode>): readonly FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (inclusionOf(selection) === 'never') return []
    if (selection.kind === Kind.INLINE_FRAGMENT) return listPlannedFields(selection.selectionSet, denied)
    if (selection.kind === Kind.FRAGMENT_SPREAD)
      throw new TypeError('expected an operation without named fragments')
    return denied.has(selection) || selection.name.value.startsWith('__') ? [] : [selection]
  })
}
