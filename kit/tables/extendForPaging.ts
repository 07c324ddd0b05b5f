import {
  Kind,
  parse,
  print,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { fragmentsOf } from '../graphql/fragments.ts'

/** The variable for the cursor, and the name under which a page tells how its list goes on. */
export const CURSOR = '_after'
export const PAGE_INFO = '_pageInfo'

type FragmentsByName = ReadonlyMap<string, FragmentDefinitionNode>

/**
 * The query with what paging the connection at `path` needs, wherever the fields on the way stand: in the operation,
 * or in fragments, which are written out where they serve this list, since they may serve another place too. Null where
 * the list at `path` is no connection's.
 */
export function extendForPaging(text: string, path: readonly string[]): string | null {
  const list = path.at(-1)
  if (path.length < 2 || (list !== 'nodes' && list !== 'edges')) return null
  const document = parse(text, { noLocation: true })
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return null
  const fragments = fragmentsOf(document)
  const selectionSet = extendAt(operation.selectionSet, path.slice(0, -1), fragments)
  return selectionSet === null ? null : print(withCursor({ ...operation, selectionSet }, fragments))
}

/** Every selection of the field on the way, for all of one name must have the same arguments; null where there is none. */
function extendAt(
  set: SelectionSetNode,
  path: readonly string[],
  fragments: FragmentsByName,
): SelectionSetNode | null {
  let isFound = false
  const selections = set.selections.map((selection) => {
    const extended = extendSelection(selection, path, fragments)
    isFound ||= extended !== null
    return extended ?? selection
  })
  return isFound ? { ...set, selections } : null
}

function extendSelection(
  selection: SelectionNode,
  path: readonly string[],
  fragments: FragmentsByName,
): SelectionNode | null {
  if (selection.kind === Kind.FIELD) return extendPagedField(selection, path, fragments)
  if (selection.kind === Kind.INLINE_FRAGMENT) {
    const selectionSet = extendAt(selection.selectionSet, path, fragments)
    return selectionSet && { ...selection, selectionSet }
  }
  const fragment = fragments.get(selection.name.value)
  const selectionSet = fragment ? extendAt(fragment.selectionSet, path, without(fragments, fragment)) : null
  if (!fragment || !selectionSet) return null
  const { typeCondition } = fragment
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet, directives: selection.directives ?? [] }
}

/** A fragment that spreads itself is refused when the query is validated; until then it must not be followed for ever. */
function without(fragments: FragmentsByName, { name }: FragmentDefinitionNode): FragmentsByName {
  return new Map([...fragments].filter(([other]) => other !== name.value))
}

function extendPagedField(
  field: FieldNode,
  [key, ...rest]: readonly string[],
  fragments: FragmentsByName,
): FieldNode | null {
  if ((field.alias ?? field.name).value !== key || !field.selectionSet) return null
  if (rest.length === 0) return extendConnection(field, field.selectionSet)
  const selectionSet = extendAt(field.selectionSet, rest, fragments)
  return selectionSet && { ...field, selectionSet }
}

function extendConnection(field: FieldNode, set: SelectionSetNode): FieldNode {
  const after = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: 'after' },
    value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: CURSOR } },
  } as const
  const others = (field.arguments ?? []).filter(({ name }) => name.value !== 'after')
  return {
    ...field,
    arguments: [...others, after],
    selectionSet: { ...set, selections: [...set.selections, pageInfo()] },
  }
}

function pageInfo(): SelectionNode {
  const leaf = (value: string): FieldNode => ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value } })
  return {
    ...leaf('pageInfo'),
    alias: { kind: Kind.NAME, value: PAGE_INFO },
    selectionSet: { kind: Kind.SELECTION_SET, selections: [leaf('hasNextPage'), leaf('endCursor')] },
  }
}

/** Declares the cursor, and drops the variables and fragments that have no place left: with them it would be refused. */
function withCursor(operation: OperationDefinitionNode, fragments: FragmentsByName): DocumentNode {
  const used = usedFrom(operation, fragments)
  const variable = {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: CURSOR } },
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'String' } },
  } as const
  const usedDefinitions = (operation.variableDefinitions ?? []).filter(({ variable: { name } }) =>
    used.variables.has(name.value),
  )
  return {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, variableDefinitions: [...usedDefinitions, variable] }, ...used.fragments],
  }
}

interface Used {
  readonly variables: ReadonlySet<string>
  readonly fragments: ReadonlySet<FragmentDefinitionNode>
}

function usedFrom({ selectionSet, directives = [] }: OperationDefinitionNode, known: FragmentsByName): Used {
  const variables = new Set<string>()
  const fragments = new Set<FragmentDefinitionNode>()
  const look = (node: SelectionSetNode | FragmentDefinitionNode): void => {
    visit(node, {
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread: ({ name }) => {
        const fragment = known.get(name.value)
        if (!fragment || fragments.has(fragment)) return
        fragments.add(fragment)
        look(fragment)
      },
    })
  }
  look(selectionSet)
  for (const directive of directives)
    visit(directive, { Variable: ({ name }) => void variables.add(name.value) })
  return { variables, fragments }
}
