import type { ServerResponse } from 'node:http'
import type { GraphQLFormattedError } from 'graphql'
import type { ClientError, ErrorCode } from '../../errors.ts'
import type { MediaType } from '../http.ts'

/** An answer ready to be sent. */
export interface Answer {
  readonly status: number
  readonly mediaType: MediaType
  readonly body: string
  readonly headers?: ReadonlyMap<string, string>
}

/** The answer of an executed operation: `data` is JSON text. Status 200 even with errors, for the data are partial. */
export function respondWithData(
  data: string,
  errors: readonly GraphQLFormattedError[],
  mediaType: MediaType,
  extensions?: object,
): Answer {
  const before = errors.length === 0 ? '' : `"errors":${JSON.stringify(errors)},`
  const after = extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`
  const body = `{${before}"data":${data}${after}}`
  return { status: 200, mediaType, body }
}

/** The answer of a request that was refused before anything was executed: no `data` at all. */
export function respondWithError(error: ClientError, mediaType: MediaType): Answer {
  return {
    status: statusOf(error.code, error.status, mediaType),
    mediaType,
    body: JSON.stringify({ errors: error.entries }),
    headers: new Map(
      error.code === 'UNAUTHENTICATED' ? [['www-authenticate', 'Bearer error="invalid_token"']] : [],
    ),
  }
}

/** Mistakes in the operation itself rather than in how it was sent. */
const OPERATION_MISTAKES: ReadonlySet<string> = new Set<ErrorCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'OPERATION_TOO_COMPLEX',
  'PLAN_NOT_POSSIBLE',
])

/**
 * GraphQL over HTTP: a well-formed request with a faulty operation is 200 under `application/json`, since older
 * clients read an error status as a broken connection, and 400 under `application/graphql-response+json`.
 */
export function statusOf(code: string | undefined, status: number, mediaType: MediaType): number {
  return code !== undefined && mediaType === 'application/json' && OPERATION_MISTAKES.has(code) ? 200 : status
}

export function sendAnswer(response: ServerResponse, requestId: string, answer: Answer): void {
  if (response.destroyed) return
  // What was said before of what the answer varies by still holds.
  for (const [name, value] of answer.headers ?? [])
    if (name === 'vary') response.appendHeader(name, value)
    else response.setHeader(name, value)
  response.writeHead(answer.status, {
    'content-type': `${answer.mediaType}; charset=utf-8`,
    'content-length': Buffer.byteLength(answer.body),
    'cache-control': answer.headers?.get('cache-control') ?? 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
  })
  response.end(answer.body)
}
