import type {
  DocumentNode,
  FieldNode,
  InlineFragmentNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql'
import { Kind, visit } from 'graphql'
import type { Snapshot } from '../../snapshot.ts'
import type { Operation } from '../operation/operation.ts'
import { inclusionOf } from './conditions.ts'
import type { Keys } from './keys.ts'
import { assignKeys } from './keys.ts'

/** The operation as the planner gets it, and how to read its answer as the client's. */
export interface PlannerOperation {
  /** Undefined when no subgraph needs to be asked. */
  readonly document: DocumentNode | undefined
  readonly keys: Keys
  /** The client's name of each variable that travels under another. */
  readonly clientVariables: ReadonlyMap<string, string>
}

/** Takes out what the caller may not see and what we answer ourselves, and gives each field an unmistakable key. */
export function normalise(
  snapshot: Snapshot,
  { definition }: Operation,
  denied: ReadonlySet<FieldNode>,
): PlannerOperation {
  const keys = assignKeys(definition.selectionSet, denied, snapshot)
  const selections = rebuildSet(definition.selectionSet, keys).filter(isNotTypename)
  if (selections.length === 0) return { document: undefined, keys, clientVariables: new Map() }
  const rebuilt: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: definition.operation,
    variableDefinitions: definition.variableDefinitions ?? [],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  }
  const { definition: renamed, clientVariables } = renameVariables(keepUsedVariables(rebuilt))
  return { document: { kind: Kind.DOCUMENT, definitions: [renamed] }, keys, clientVariables }
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

function rebuildSet(set: SelectionSetNode, keys: Keys): readonly SelectionNode[] {
  const rebuilt: SelectionNode[] = []
  for (const selection of set.selections) {
    const kept = inclusionOf(selection) === 'never' ? undefined : rebuild(selection, keys)
    if (kept !== undefined && !(kept === TYPENAME && rebuilt.includes(TYPENAME))) rebuilt.push(kept)
  }
  return rebuilt
}

function rebuild(selection: SelectionNode, keys: Keys): SelectionNode | undefined {
  if (selection.kind === Kind.INLINE_FRAGMENT) return rebuildFragment(selection, keys)
  if (selection.kind === Kind.FRAGMENT_SPREAD) return undefined
  // Whatever its alias and conditions: an object's type is one and the same, and the projection names it.
  if (selection.name.value === '__typename') return TYPENAME
  const key = keys.ofNode.get(selection)
  return key === undefined ? undefined : rebuildField(selection, key, keys)
}

function rebuildFragment(fragment: InlineFragmentNode, keys: Keys): SelectionNode | undefined {
  const selections = rebuildSet(fragment.selectionSet, keys)
  if (selections.length === 0) return undefined
  return { ...fragment, selectionSet: { kind: Kind.SELECTION_SET, selections } }
}

function rebuildField(node: FieldNode, key: string, keys: Keys): FieldNode {
  const { alias: _alias, selectionSet, ...rest } = node
  const alias = key === node.name.value ? {} : { alias: { kind: Kind.NAME, value: key } as const }
  if (selectionSet === undefined) return { ...rest, ...alias }
  const selections = rebuildSet(selectionSet, keys)
  const kept = needsTypename(node, selections) ? [TYPENAME, ...selections] : selections
  return { ...rest, ...alias, selectionSet: { kind: Kind.SELECTION_SET, selections: kept } }
}

/**
 * An object is null or not, whatever becomes of its fields: when all were taken out; and when all are under conditions,
 * which the planner would take for conditions of the object itself if that has some of its own.
 */
function needsTypename(node: FieldNode, selections: readonly SelectionNode[]): boolean {
  return selections.length === 0 || (isConditional(node) && selections.every(isConditional))
}

function isConditional(selection: SelectionNode): boolean {
  const inclusion = inclusionOf(selection)
  if (inclusion === 'never' || inclusion.length > 0) return true
  return selection.kind === Kind.INLINE_FRAGMENT && selection.selectionSet.selections.every(isConditional)
}

function isNotTypename(selection: SelectionNode): boolean {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet.selections.some(isNotTypename)
  return selection !== TYPENAME
}

function keepUsedVariables(definition: OperationDefinitionNode): OperationDefinitionNode {
  const used = new Set<string>()
  visit(definition.selectionSet, { Variable: ({ name }) => void used.add(name.value) })
  const kept = definition.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? []
  return { ...definition, variableDefinitions: kept }
}

/** Variables that we send ourselves: representations, one batch's lists of them, and values from `@context`. */
const OUR_VARIABLES = /^(representations$|_[rv]\d|contextualArgument)/

function renameVariables(definition: OperationDefinitionNode) {
  const clientVariables = new Map<string, string>()
  const renamed = new Map<string, string>()
  for (const { variable } of definition.variableDefinitions ?? []) {
    const name = variable.name.value
    if (!OUR_VARIABLES.test(name)) continue
    renamed.set(name, `_v${renamed.size}`)
    clientVariables.set(`_v${clientVariables.size}`, name)
  }
  if (renamed.size === 0) return { definition, clientVariables }
  const rename = visit(definition, {
    Variable: (node) => {
      const value = renamed.get(node.name.value)
      return value === undefined ? undefined : { ...node, name: { kind: Kind.NAME, value } }
    },
  })
  return { definition: rename, clientVariables }
}
