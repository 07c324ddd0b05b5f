import type {
  DirectiveNode,
  DocumentNode,
  FieldNode,
  GraphQLNamedType,
  GraphQLSchema,
  InlineFragmentNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql'
import { getNamedType, isAbstractType, isInterfaceType, isObjectType, Kind, visit } from 'graphql'
import type { Supergraph } from '../supergraph/supergraph.ts'
import type { NormalOperation } from '../operation/operation.ts'
import { isIncrementalDirective } from '../operation/incremental.ts'
import { inclusionOf } from './conditions.ts'
import type { Literals } from './literals.ts'
import { liftLiterals, NO_LITERALS } from './literals.ts'
import type { ResponseKeys } from './responseKeys.ts'
import { assignKeys } from './responseKeys.ts'

/** The operation as the planner gets it, and the client's names for its response keys and variables. */
export interface PlannerOperation {
  /** Undefined when nothing is to be fetched. */
  readonly document: DocumentNode | undefined
  readonly keys: ResponseKeys
  /** The client's name of each variable that travels under another. */
  readonly clientVariables: ReadonlyMap<string, string>
  /** What stands in the operation in place of something else. */
  readonly literals: Literals
}

/** Leaves out denied fields and those that the engine answers itself, and gives each other field an unambiguous key. */
export function createPlannerOperation(
  supergraph: Supergraph,
  { definition }: NormalOperation,
  denied: ReadonlySet<FieldNode>,
): PlannerOperation {
  const keys = assignKeys(definition.selectionSet, denied, supergraph)
  const schema = supergraph.apiSchema
  const root = schema.getRootType(definition.operation)
  const selections = rebuildSet(definition.selectionSet, root, { keys, schema, isConditional: false }).filter(
    isNotTypename,
  )
  if (selections.length === 0)
    return { document: undefined, keys, clientVariables: new Map(), literals: NO_LITERALS }
  const rebuilt: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: definition.operation,
    variableDefinitions: definition.variableDefinitions ?? [],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  }
  const { definition: renamed, clientVariables } = renameOurVariables(keepUsedVariables(rebuilt))
  const { definition: lifted, literals } = liftLiterals(renamed, schema)
  return { document: { kind: Kind.DOCUMENT, definitions: [lifted] }, keys, clientVariables, literals }
}

type Maybe<T> = T | null | undefined

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

interface Rebuilding {
  readonly keys: ResponseKeys
  readonly schema: GraphQLSchema
  /** Within a fragment that has a condition, which may become one of its fields. */
  readonly isConditional: boolean
}

function rebuildSet(
  set: SelectionSetNode,
  type: Maybe<GraphQLNamedType>,
  by: Rebuilding,
): readonly SelectionNode[] {
  const rebuilt: SelectionNode[] = []
  for (const selection of set.selections) {
    if (inclusionOf(selection) === 'never') continue
    for (const added of rebuildSelection(selection, type, by)) {
      if (added !== TYPENAME || !rebuilt.includes(TYPENAME)) rebuilt.push(added)
    }
  }
  return rebuilt
}

function rebuildSelection(
  selection: SelectionNode,
  type: Maybe<GraphQLNamedType>,
  by: Rebuilding,
): readonly SelectionNode[] {
  if (selection.kind === Kind.INLINE_FRAGMENT) return rebuildFragment(selection, type, by)
  if (selection.kind === Kind.FRAGMENT_SPREAD) return []
  // Whatever its alias and conditions: an object's type is one and the same, and the projection names it.
  if (selection.name.value === '__typename') return [TYPENAME]
  const key = by.keys.ofNode.get(selection)
  return key === undefined ? [] : [rebuildField(selection, key, type, by)]
}

/**
 * A fragment that every object here meets is replaced by its fields, with its conditions: the planner fails on fragments
 * without a type when it looks for fields that cannot go under one key.
 */
function rebuildFragment(
  fragment: InlineFragmentNode,
  type: Maybe<GraphQLNamedType>,
  by: Rebuilding,
): readonly SelectionNode[] {
  const { typeCondition } = fragment
  const directives = withoutParts(fragment)
  const condition = typeCondition === undefined ? type : by.schema.getType(typeCondition.name.value)
  const isMet =
    condition === type ||
    (isObjectType(type) && isAbstractType(condition) && by.schema.isSubType(condition, type))
  if (isObjectType(type) && !isMet) return []
  const inside = isMet ? type : condition
  const selections = rebuildSet(fragment.selectionSet, inside, {
    ...by,
    isConditional: by.isConditional || directives.length > 0,
  })
  if (selections.length === 0) return []
  if (isMet && selections.every((selection) => canTake(selection, directives))) {
    return selections.map((selection) => withDirectives(selection, directives))
  }
  return [{ ...fragment, directives, selectionSet: { kind: Kind.SELECTION_SET, selections } }]
}

/** What parts an answer comes in is not the planner's to know: an operation has the same fetches in any. */
function withoutParts({ directives = [] }: SelectionNode): readonly DirectiveNode[] {
  return directives.some(isIncrementalDirective)
    ? directives.filter((one) => !isIncrementalDirective(one))
    : directives
}

/** One field has at most one `@skip` and one `@include`. */
function canTake({ directives: own = [] }: SelectionNode, directives: readonly DirectiveNode[]): boolean {
  return directives.every(({ name }) => own.every((directive) => directive.name.value !== name.value))
}

function withDirectives(selection: SelectionNode, directives: readonly DirectiveNode[]): SelectionNode {
  if (selection === TYPENAME || directives.length === 0) return selection
  return { ...selection, directives: [...(selection.directives ?? []), ...directives] }
}

function rebuildField(
  node: FieldNode,
  key: string,
  type: Maybe<GraphQLNamedType>,
  by: Rebuilding,
): FieldNode {
  const { alias: _alias, selectionSet, directives, ...others } = node
  const rest = directives === undefined ? others : { ...others, directives: withoutParts(node) }
  const alias = key === node.name.value ? {} : { alias: { kind: Kind.NAME, value: key } as const }
  if (selectionSet === undefined) return { ...rest, ...alias }
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined
  const selections = rebuildSet(selectionSet, getNamedType(field?.type), { ...by, isConditional: false })
  const withTypename = needsTypename(by.isConditional || isConditional(node), selections)
    ? [TYPENAME, ...selections]
    : selections
  return { ...rest, ...alias, selectionSet: { kind: Kind.SELECTION_SET, selections: withTypename } }
}

/**
 * `__typename` tells whether an object is null where no other field does: when all were left out; and when all are
 * under conditions, which the planner would take for conditions of the object itself if that has some of its own.
 */
function needsTypename(isUnderCondition: boolean, selections: readonly SelectionNode[]): boolean {
  return selections.length === 0 || (isUnderCondition && selections.every(isConditional))
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
  const variableDefinitions =
    definition.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? []
  return { ...definition, variableDefinitions }
}

/** Variables of our own: representations, one batch's lists of them, values from `@context`, and lifted literals. */
const OUR_VARIABLES = /^(representations$|_[nrv]\d|contextualArgument)/

function renameOurVariables(definition: OperationDefinitionNode) {
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
