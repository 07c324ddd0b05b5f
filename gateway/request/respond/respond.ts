import type { ServerResponse } from 'node:http'
import type { GraphQLFormattedError } from 'graphql'
import type { ClientError, ErrorCode } from '../../errors.ts'
import type { MediaType } from '../http.ts'

/** An answer ready to be sent. */
export interface Answer {
  readonly status: number
  readonly mediaType: MediaType
  /** UTF-8. */
  readonly body: Buffer
  readonly headers?: ReadonlyMap<string, string>
}

/** The answer of an executed operation: `data` is JSON text. Status 200 even with errors, for the data are partial. */
export function respondWithData(
  data: Buffer,
  errors: readonly GraphQLFormattedError[],
  mediaType: MediaType,
  extensions?: object,
): Answer {
  if (errors.length === 0 && extensions === undefined) return { status: 200, mediaType, body: wrapData(data) }
  const before = errors.length === 0 ? '{"data":' : `{"errors":${JSON.stringify(errors)},"data":`
  const after = extensions === undefined ? '}' : `,"extensions":${JSON.stringify(extensions)}}`
  return { status: 200, mediaType, body: Buffer.concat([Buffer.from(before), data, Buffer.from(after)]) }
}

const BEFORE_DATA = Buffer.from('{"data":')
const AFTER_DATA = Buffer.from('}')
const wrapped = new WeakMap<Buffer, Buffer>()

/** Data that several requests share are wrapped once for all of them. */
function wrapData(data: Buffer): Buffer {
  const known = wrapped.get(data)
  if (known !== undefined) return known
  const body = Buffer.concat([BEFORE_DATA, data, AFTER_DATA])
  wrapped.set(data, body)
  return body
}

/** The answer of a request that Apollo Server did not let in. */
export function respondWithRefusal(
  refusal: { readonly status: number; readonly code: string | undefined; readonly body: string },
  mediaType: MediaType,
): Answer {
  return {
    status: statusOf(refusal.code, refusal.status, mediaType),
    mediaType,
    body: Buffer.from(refusal.body),
  }
}

/** The answer of a request that was refused before anything was executed: no `data` at all. */
export function respondWithError(error: ClientError, mediaType: MediaType): Answer {
  return {
    status: statusOf(error.code, error.status, mediaType),
    mediaType,
    body: Buffer.from(JSON.stringify({ errors: error.entries })),
    headers: new Map(error.challenge === undefined ? [] : [['www-authenticate', error.challenge]]),
  }
}

/** Mistakes in the operation itself rather than in how it was sent. */
const OPERATION_MISTAKES: ReadonlySet<string> = new Set<ErrorCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'OPERATION_TOO_COMPLEX',
  'PERSISTED_QUERY_NOT_FOUND',
  'PLAN_NOT_POSSIBLE',
])

/**
 * GraphQL over HTTP: a well-formed request with a faulty operation is 200 under `application/json`, since older
 * clients read an error status as a broken connection, and 400 under `application/graphql-response+json`.
 */
function statusOf(code: string | undefined, status: number, mediaType: MediaType): number {
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
    'content-length': answer.body.length,
    'cache-control': answer.headers?.get('cache-control') ?? 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
  })
  response.end(answer.body)
}
