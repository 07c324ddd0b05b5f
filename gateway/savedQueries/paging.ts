import {
  Kind,
  parse,
  print,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** One page of a connection. */
export interface Page {
  readonly rows: readonly unknown[]
  readonly total: number | null
  readonly last: boolean
}

/** Asks a question; `variables` are those that paging adds. Resolves to the answer's `data`. */
export type AskPage = (question: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>

const CURSOR = '_after'

/**
 * All the pages of the list at `path` (such as ["carParks", "nodes"]), one after the other. A list that is not a
 * connection's is one page. The question is extended by what paging needs: the cursor, and how the list goes on.
 */
export async function* pagesOf(text: string, path: readonly string[], ask: AskPage): AsyncGenerator<Page> {
  const question = extend(text, path)
  let after: string | null = null
  for (;;) {
    const data: unknown = await ask(question, question === text ? {} : { [CURSOR]: after })
    const connection = valueAt(data, path.slice(0, -1))
    const list = valueAt(data, path)
    const info = isRecord(connection) && isRecord(connection[PAGE_INFO]) ? connection[PAGE_INFO] : {}
    const next = info.hasNextPage === true && typeof info.endCursor === 'string' ? info.endCursor : null
    // A cursor that stays where it is would page for ever.
    const last = next === null || next === after
    yield { rows: Array.isArray(list) ? list : [], total: totalOf(connection), last }
    if (last) return
    after = next
  }
}

/** Whether the list at `path` can be paged. */
export function canPage(text: string, path: readonly string[]): boolean {
  return extend(text, path) !== text
}

const PAGE_INFO = '_pageInfo'

function extend(text: string, path: readonly string[]): string {
  const list = path.at(-1)
  if (path.length < 2 || (list !== 'nodes' && list !== 'edges')) return text
  const document = parse(text, { noLocation: true })
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return text
  const selectionSet = extendAt(operation.selectionSet, path.slice(0, -1))
  return selectionSet === null ? text : print(replaceOperation(document, operation, selectionSet))
}

/** Null where the way is not written out as fields: through a fragment, paging is left alone. */
function extendAt(set: SelectionSetNode, [key, ...rest]: readonly string[]): SelectionSetNode | null {
  const at = set.selections.findIndex(
    (selection) => selection.kind === Kind.FIELD && (selection.alias ?? selection.name).value === key,
  )
  const field = set.selections[at]
  if (field?.kind !== Kind.FIELD || !field.selectionSet) return null
  const inner = rest.length === 0 ? null : extendAt(field.selectionSet, rest)
  if (rest.length > 0 && inner === null) return null
  const extended =
    inner === null ? extendConnection(field, field.selectionSet) : { ...field, selectionSet: inner }
  return { ...set, selections: set.selections.with(at, extended) }
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

function replaceOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  selectionSet: SelectionSetNode,
): DocumentNode {
  const variable = {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: CURSOR } },
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'String' } },
  } as const
  // A cursor of the question's own has no place left, and a variable that nothing uses would be refused.
  const used = print({ ...document, definitions: [{ ...operation, selectionSet, variableDefinitions: [] }] })
  const kept = (operation.variableDefinitions ?? []).filter(({ variable: { name } }) =>
    new RegExp(`\\$${name.value}\\b`).test(used),
  )
  const extended: OperationDefinitionNode = {
    ...operation,
    selectionSet,
    variableDefinitions: [...kept, variable],
  }
  return {
    ...document,
    definitions: document.definitions.map((definition) => (definition === operation ? extended : definition)),
  }
}

function totalOf(connection: unknown): number | null {
  return isRecord(connection) && typeof connection.totalCount === 'number' ? connection.totalCount : null
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), data)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
