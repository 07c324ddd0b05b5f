import {
  GraphQLError,
  Kind,
  parse,
  print,
  separateOperations,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql'

let last: { readonly text: string; readonly document: DocumentNode | null } | null = null

/** The text, read; the editor's marks, the picker and the variables share one reading. Null where it is no GraphQL. */
export function parseOnce(text: string): DocumentNode | null {
  if (last?.text !== text) last = { text, document: parseQuietly(text) }
  return last.document
}

function parseQuietly(text: string): DocumentNode | null {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof GraphQLError) return null
    throw error
  }
}

/** The names among which a reader chooses; empty where there is one operation only. */
export function listOperations(text: string): readonly string[] {
  const document = parseOnce(text)
  const names = (document ? operationsIn(document) : []).flatMap(({ name }) => name?.value ?? [])
  return names.length > 1 ? names : []
}

/** The operation that is asked: the chosen one where there still is one of that name, else the first. */
export function chooseOperation(text: string, chosen: string | null): string | null {
  const names = listOperations(text)
  return names.find((name) => name === chosen) ?? names[0] ?? null
}

export function operationOf(text: string, chosen: string | null): OperationDefinitionNode | null {
  const document = parseOnce(text)
  return document && operationIn(document, chosen)
}

export function operationIn(document: DocumentNode, chosen: string | null): OperationDefinitionNode | null {
  const all = operationsIn(document)
  return all.find(({ name }) => chosen !== null && name?.value === chosen) ?? all[0] ?? null
}

function operationsIn({ definitions }: DocumentNode): readonly OperationDefinitionNode[] {
  return definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
}

/** One operation of a text with the fragments that it uses. */
export function narrowTo(text: string, operation: string | null): string {
  const document = operation === null ? null : parseOnce(text)
  const own = document && separateOperations(document)[operation ?? '']
  return own ? print(own) : text
}

/** Whether it is answered again and again. */
export function isSubscription(text: string, operation: string | null): boolean {
  return operationOf(text, operation)?.operation === 'subscription'
}

/** A link may be opened by anybody's hand: only what changes nothing is asked unasked. */
export function isReading(text: string, operation: string | null): boolean {
  const own = operationOf(text, operation)
  return own === null || own.operation === 'query'
}
