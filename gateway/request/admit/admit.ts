import { GraphQLError, type DocumentNode, type GraphQLFormattedError } from 'graphql'
import { readMemberText } from '../../../kit/json/keepTexts.ts'
import { writeJson } from '../../../kit/json/writeJson.ts'
import { documentNotFound, GatewayErrors } from '../../errors.ts'
import type { AcceptedVariables, Graph, PreparedOperation } from '../../graph/graph.ts'
import type { HttpRequest } from '../http.ts'
import { asksForNothingElse } from '../asksForProvenance.ts'
import { assertJsonNesting } from '../jsonNesting.ts'
import type { Admitted } from '../../graph/admission.ts'
import { assertLimit } from '../../traffic/assertLimit.ts'
import { parseWithinLimits, type Limits } from '../../traffic/limits.ts'
import type { Documents, Resolved } from '../documents/documents.ts'
import type { Variables } from '../../../kit/graphql/variables.ts'
import { isRecord } from '../../../kit/isRecord.ts'

export type AdmittedOperation =
  | { readonly kind: 'prepared'; readonly prepared: PreparedOperation; readonly variables: Variables }
  | Extract<Admitted, { kind: 'refused' }>

/**
 * The operation of a request, which names it by its text or by its hash. Throws GatewayError as `Documents.resolve` does,
 * OPERATION_TOO_COMPLEX, and GatewayErrors GRAPHQL_VALIDATION_FAILED.
 */
export function admitOperation(
  graph: Graph,
  given: HttpRequest,
  documents: Documents,
  limits: Limits,
): AdmittedOperation | Promise<AdmittedOperation> {
  const resolved = documents.resolve(given)
  if (resolved instanceof Promise)
    return resolved.then((found) => admitResolved(graph, found, documents, limits))
  return admitResolved(graph, resolved, documents, limits)
}

/** At once for a text met before, whose operation is taken from memory. */
function admitResolved(
  graph: Graph,
  { request, offered, isRecalled = false }: Resolved,
  documents: Documents,
  limits: Limits,
): AdmittedOperation | Promise<AdmittedOperation> {
  const register = <Admitted extends AdmittedOperation>(admitted: Admitted): Admitted => {
    if (offered && admitted.kind === 'prepared') documents.register(offered)
    return admitted
  }
  const known = recallOperation(graph, request)
  return known === null ? admitNew(graph, request, limits, isRecalled).then(register) : register(known)
}

/** A new text is measured and parsed, then goes through Apollo Server once. */
async function admitNew(
  graph: Graph,
  request: HttpRequest,
  limits: Limits,
  isRecalled: boolean,
): Promise<AdmittedOperation> {
  // A body has been looked at before it was parsed.
  if (request.method === 'GET') assertJsonNesting('variables', readVariablesText(request) ?? '')
  const admitted = await graph.admission.admit(request, parseText(readDocumentText(request), limits))
  if (admitted.kind === 'refused') return admitted
  // What is wrong with a document of the whole graph would tell a variant's clients what it names.
  if (admitted.kind === 'invalid' && isRecalled && graph.variant !== undefined) throw documentNotFound()
  if (admitted.kind === 'invalid') throw new GatewayErrors('GRAPHQL_VALIDATION_FAILED', admitted.errors)
  const key = operationKey(admitted.text, admitted.operationName)
  const prepared = graph.operations.get(key) ?? graph.prepare(admitted.document, admitted.operationName)
  graph.operations.set(key, prepared)
  return { kind: 'prepared', prepared, variables: admitted.variables }
}

/**
 * The request's variables as their declared types have them, affordable with this operation. Those of a body that
 * came before are remembered. Throws GatewayErrors BAD_USER_INPUT and GatewayError OPERATION_TOO_COMPLEX.
 */
export function acceptVariables(
  { operation, accepted }: PreparedOperation,
  request: HttpRequest,
  given: Variables,
  limits: Limits,
  { introspection }: Pick<Graph, 'introspection'>,
): AcceptedVariables {
  const known = accepted.get(given)
  if (known !== undefined) return known
  const read = operation.readVariables(given, () => readVariablesText(request))
  if ('errors' in read)
    throw new GatewayErrors(
      'BAD_USER_INPUT',
      read.errors.map((error) => (introspection ? error.toJSON() : withoutSuggestions(error.toJSON()))),
    )
  const { values } = read
  const cost = operation.cost(values)
  assertLimit('in estimated cost', 'cost', limits.cost, cost)
  const variables = { values, text: writeJson(values) ?? '', cost }
  // A body that is not frozen belongs to this request alone.
  if (Object.isFrozen(given)) accepted.set(given, variables)
  return variables
}

/** "Did you mean" tells the names of the schema one by one. */
function withoutSuggestions(error: GraphQLFormattedError): GraphQLFormattedError {
  return { ...error, message: error.message.replace(/ ?Did you mean .+\?$/, '') }
}

/** The variables as the client wrote them. */
function readVariablesText({ method, search, bodyText }: HttpRequest): string | undefined {
  if (method === 'GET') return new URLSearchParams(search).get('variables') ?? undefined
  return bodyText === undefined ? undefined : readMemberText(bodyText, 'variables')
}

/** Only a plain POST is read here; whatever is unusual about a request is Apollo Server's to judge. */
function recallOperation(
  graph: Graph,
  { method, body }: HttpRequest,
): Extract<AdmittedOperation, { kind: 'prepared' }> | null {
  if (method !== 'POST' || !isRecord(body) || typeof body.query !== 'string') return null
  if (!asksForNothingElse(body.extensions)) return null
  const { operationName, variables } = body
  if (operationName != null && typeof operationName !== 'string') return null
  if (variables != null && !isRecord(variables)) return null
  const prepared = graph.operations.get(operationKey(body.query, operationName || undefined))
  return prepared ? { kind: 'prepared', prepared, variables: variables ?? NO_VARIABLES } : null
}

const NO_VARIABLES = Object.freeze({})

/** No text that is GraphQL holds a NUL, so that no text and name agree with another pair. */
function operationKey(text: string, operationName: string | undefined): string {
  return operationName === undefined ? text : `\0${operationName}\0${text}`
}

function readDocumentText({ method, body, search }: HttpRequest): string | null {
  if (method === 'GET') return new URLSearchParams(search).get('query')
  return isRecord(body) && typeof body.query === 'string' ? body.query : null
}

/** A text that is not GraphQL is left to Apollo Server, whose parser stops at the same place. */
function parseText(text: string | null, limits: Limits): DocumentNode | undefined {
  if (text === null) return undefined
  try {
    return parseWithinLimits(text, limits)
  } catch (error) {
    if (error instanceof GraphQLError) return undefined
    throw error
  }
}
