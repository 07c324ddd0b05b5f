import {
  GraphQLError,
  Kind,
  parse,
  type DefinitionNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** A query as it is written, read. Every node knows its place in the text, so that edits touch nothing else. */
export interface Question {
  readonly schema: GraphQLSchema
  readonly text: string
  readonly definitions: readonly DefinitionNode[]
  /** Null while nothing is asked yet. */
  readonly operation: OperationDefinitionNode | null
  readonly root: GraphQLObjectType
}

/** One step from the root to a part of the question: a field by its response key, or a type of several. */
export type Step =
  | { readonly kind: 'field'; readonly name: string; readonly key: string }
  | { readonly kind: 'on'; readonly type: string }

/** What stands at a step. */
export type Selected = FieldNode | InlineFragmentNode

/** Null where the text is no GraphQL, as while one writes. */
export function readQuestion(
  schema: GraphQLSchema,
  text: string,
  chosen: string | null = null,
): Question | null {
  const definitions = readDefinitions(text)
  if (definitions === null) return null
  const all = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  const operation = all.find(({ name }) => chosen !== null && name?.value === chosen) ?? all[0] ?? null
  const root = operation === null ? schema.getQueryType() : schema.getRootType(operation.operation)
  return root ? { schema, text, definitions, operation, root } : null
}

function readDefinitions(text: string): readonly DefinitionNode[] | null {
  // To the parser, a text of comments alone is a mistake.
  if (text.replaceAll(/#.*/g, '').trim() === '') return []
  try {
    return parse(text).definitions
  } catch (error) {
    if (error instanceof GraphQLError) return null
    throw error
  }
}

/** Everything from the operation down to a selection, which is the last; empty where the question has no such step. */
export type Chain = readonly (OperationDefinitionNode | Selected)[]

/** Follows steps as far as the question goes, through inline fragments that name no type. */
export function follow({ operation }: Question, steps: readonly Step[]): Chain {
  let chain: Chain = operation === null ? [] : [operation]
  for (const step of steps) {
    const next = find(chain.at(-1)?.selectionSet, step)
    if (next.length === 0) return chain
    chain = [...chain, ...next]
  }
  return chain
}

/** How many of `steps` a chain has gone. */
export function countSteps(chain: Chain): number {
  return chain.filter((node) => node.kind !== Kind.OPERATION_DEFINITION && !isTransparent(node)).length
}

/** The selection for one step, and before it the fragments that one goes through on the way. */
function find(set: SelectionSetNode | undefined, step: Step): readonly Selected[] {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue
    if (isTransparent(selection)) {
      const inner = find(selection.selectionSet, step)
      if (inner.length > 0) return [selection, ...inner]
    } else if (stands(selection, step)) return [selection]
  }
  return []
}

function stands(selection: Selected, step: Step): boolean {
  if (selection.kind === Kind.FIELD) {
    return step.kind === 'field' && keyOf(selection) === step.key && selection.name.value === step.name
  }
  return step.kind === 'on' && selection.typeCondition?.name.value === step.type
}

/** `... @include(if: $all) { … }` is of the type around it. */
export function isTransparent(node: Selected): node is InlineFragmentNode {
  return node.kind === Kind.INLINE_FRAGMENT && node.typeCondition === undefined
}

export function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value
}

export function fragmentOf({ definitions }: Question, name: string): FragmentDefinitionNode | null {
  return (
    definitions.find(
      (definition): definition is FragmentDefinitionNode =>
        definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
    ) ?? null
  )
}
