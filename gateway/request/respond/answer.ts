import type { IncomingMessage, ServerResponse } from 'node:http'
import type { GraphQLFormattedError } from 'graphql'
import { sendBody } from '../../../kit/http/sendBody.ts'
import type { GatewayError, ErrorCode } from '../../errors.ts'
import type { RateLimitFields } from '../../traffic/budgets.ts'
import type { MediaType } from '../http.ts'

/** An answer ready to be sent. */
export interface Answer {
  readonly status: number
  readonly mediaType: MediaType
  /** UTF-8. */
  readonly body: Buffer
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  /** Whether it holds what only this caller may see, which is never compressed; absent where it does not. */
  readonly isConfidential?: boolean
  /** Whether it has gone already, in parts; absent where it has not. */
  readonly isTold?: boolean
  /** Whether the client may still be sending, and shall not. */
  readonly endsConnection?: boolean
}

/** `{"data":null}`. */
export const NO_DATA = Buffer.from('{"data":null}')

/**
 * The body of an executed operation: `{"data":…}` with its errors and extensions. It is sent with status 200 even with
 * errors, for the data are partial.
 */
export function writeAnswer(
  envelope: Buffer,
  errors: readonly GraphQLFormattedError[],
  extensions: object | undefined,
): Buffer {
  if (errors.length === 0 && extensions === undefined) return envelope
  const before = errors.length === 0 ? '{' : `{"errors":${JSON.stringify(errors)},`
  const after = extensions === undefined ? '}' : `,"extensions":${JSON.stringify(extensions)}}`
  return Buffer.concat([Buffer.from(before), envelope.subarray(1, -1), Buffer.from(after)])
}

/** The answer of a request that Apollo Server did not let in. */
export function respondWithRefusal(
  refusal: {
    readonly status: number
    readonly code: string | undefined
    readonly headers: ReadonlyMap<string, string>
    readonly body: string
  },
  mediaType: MediaType,
): Answer {
  const allow = refusal.headers.get('allow')
  return {
    status: statusOf(refusal.code, refusal.status, mediaType),
    mediaType,
    body: Buffer.from(refusal.body),
    headers: allow === undefined ? {} : { allow },
  }
}

/** The answer of a request that was refused before anything was executed: no `data` at all. */
export function respondWithError(error: GatewayError, mediaType: MediaType): Answer {
  return {
    status: statusOf(error.code, error.status, mediaType),
    mediaType,
    body: Buffer.from(JSON.stringify({ errors: error.entries })),
    headers: {
      ...(error.challenge !== undefined && { 'www-authenticate': error.challenge }),
      ...(error.retryAfter !== undefined && { 'retry-after': String(error.retryAfter) }),
      // Which a 405 must say (RFC 9110, 15.5.6).
      ...(error.code === 'METHOD_NOT_ALLOWED' && { allow: 'GET, HEAD, POST' }),
    },
    endsConnection: error.code === 'BODY_TOO_LARGE',
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

const CONTENT_TYPES: Readonly<Record<MediaType, string>> = {
  'application/json': 'application/json; charset=utf-8',
  'application/graphql-response+json': 'application/graphql-response+json; charset=utf-8',
}

/** `left` is what is left of the client's budget. */
export function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  left: RateLimitFields,
  answer: Answer,
): void | Promise<void> {
  return sendBody(request, response, {
    status: answer.status,
    headers: {
      'content-type': CONTENT_TYPES[answer.mediaType],
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
      ratelimit: left.ratelimit,
      'ratelimit-policy': left['ratelimit-policy'],
      ...answer.headers,
    },
    body: answer.body,
    mayCompress: answer.isConfidential !== true,
    endsConnection: answer.endsConnection === true,
  })
}
