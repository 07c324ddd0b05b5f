import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  TypeNameMetaFieldDef,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type SelectionSetNode,
} from 'graphql'
import { fragmentOf, isTransparent, keyOf, type Question, type Selected, type Step } from './question.ts'

/** Something that can be asked for at one place of the question, or is. */
export interface Branch {
  readonly steps: readonly Step[]
  /** The type that has it. */
  readonly parent: GraphQLCompositeType
  /** Null where the branch is a type among several. */
  readonly field: GraphQLField<unknown, unknown> | null
  /** What it leads to. */
  readonly type: GraphQLNamedType
  /** As it stands in the question; empty while it is not asked for. */
  readonly nodes: readonly Selected[]
  /** The named fragment through which it comes; it is changed there, since others may use it. */
  readonly fragment: string | null
}

/** All that can be asked for at the root. */
export function rootBranches(question: Question): readonly Branch[] {
  const sets = question.operation ? [question.operation.selectionSet] : []
  return listBranches(question, question.root, sets, [], null)
}

/** All that can be asked for below a branch. */
export function branchesBelow(
  question: Question,
  { type, nodes, steps, fragment }: Branch,
): readonly Branch[] {
  if (!isCompositeType(type)) return []
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
  return listBranches(question, type, sets, steps, fragment)
}

interface Found {
  readonly node: Selected
  readonly fragment: string | null
}

function listBranches(
  question: Question,
  parent: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
  steps: readonly Step[],
  fragment: string | null,
): readonly Branch[] {
  const found = sets.flatMap((set) => listSelected(question, parent, set, fragment, []))
  const fields = fieldsOf(parent).flatMap((field) => branchesOfField(parent, field, found, steps))
  if (!isAbstractType(parent)) return fields
  const types = question.schema
    .getPossibleTypes(parent)
    .map((type) => branchOfType(parent, type, found, steps))
  return [...fields, ...types]
}

function fieldsOf(parent: GraphQLCompositeType): readonly GraphQLField<unknown, unknown>[] {
  const own = isObjectType(parent) || isInterfaceType(parent) ? Object.values(parent.getFields()) : []
  return isAbstractType(parent) ? [...own, TypeNameMetaFieldDef] : own
}

/** A field that is asked for under several names is a branch for each of them. */
function branchesOfField(
  parent: GraphQLCompositeType,
  field: GraphQLField<unknown, unknown>,
  found: readonly Found[],
  steps: readonly Step[],
): readonly Branch[] {
  const byKey = new Map<string, Found[]>()
  for (const one of found) {
    if (one.node.kind !== Kind.FIELD || one.node.name.value !== field.name) continue
    const key = keyOf(one.node)
    byKey.set(key, [...(byKey.get(key) ?? []), one])
  }
  const branch = (key: string, all: readonly Found[]): Branch => ({
    ...toBranch(all),
    steps: [...steps, { kind: 'field', name: field.name, key }],
    parent,
    field,
    type: getNamedType(field.type),
  })
  return byKey.size === 0 ? [branch(field.name, [])] : [...byKey].map(([key, all]) => branch(key, all))
}

function branchOfType(
  parent: GraphQLCompositeType,
  type: GraphQLNamedType,
  found: readonly Found[],
  steps: readonly Step[],
): Branch {
  const all = found.filter(
    ({ node }) => node.kind === Kind.INLINE_FRAGMENT && node.typeCondition?.name.value === type.name,
  )
  return { ...toBranch(all), steps: [...steps, { kind: 'on', type: type.name }], parent, field: null, type }
}

/** What stands in the question itself can be changed there, whatever a fragment adds to it. */
function toBranch(all: readonly Found[]): Pick<Branch, 'nodes' | 'fragment'> {
  const isOwn = all.some(({ fragment }) => fragment === null)
  return { nodes: all.map(({ node }) => node), fragment: isOwn ? null : (all[0]?.fragment ?? null) }
}

function listSelected(
  question: Question,
  parent: GraphQLCompositeType,
  { selections }: SelectionSetNode,
  fragment: string | null,
  within: readonly string[],
): readonly Found[] {
  return selections.flatMap((selection): readonly Found[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const name = selection.name.value
      const definition = within.includes(name) ? null : fragmentOf(question, name)
      return definition?.typeCondition.name.value === parent.name
        ? listSelected(question, parent, definition.selectionSet, fragment ?? name, [...within, name])
        : []
    }
    return isTransparent(selection)
      ? listSelected(question, parent, selection.selectionSet, fragment, within)
      : [{ node: selection, fragment }]
  })
}

/** The node whose arguments are shown and changed. */
export function fieldNodeOf({ nodes }: Branch): FieldNode | null {
  return nodes.find((node) => node.kind === Kind.FIELD) ?? null
}
