import type { GraphQLFormattedError } from 'graphql'
import { EngineError } from '../engine/index.ts'
import { shortLine } from '../kit/shortLine.ts'

/**
 * Every failure a client can see, in one table: its code, the HTTP status when the whole request fails with it,
 * and what it means. A code is part of the public interface, told in docs/guides/clients.md; never reuse one.
 */
export const ERROR_CODES = {
  BAD_REQUEST: { status: 400, meaning: 'The HTTP request is not a GraphQL request.' },
  MALFORMED_JSON: { status: 400, meaning: 'The request body is not valid JSON.' },
  BODY_TOO_LARGE: { status: 413, meaning: 'The request body is larger than the gateway accepts.' },
  HEADERS_TOO_LARGE: { status: 431, meaning: 'The address and headers are larger than the gateway accepts.' },
  REQUEST_TIMEOUT: { status: 408, meaning: 'The client took too long to send its request.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, meaning: 'The Content-Type of the request is not accepted.' },
  NOT_FOUND: { status: 404, meaning: 'Nothing is served at this address.' },
  METHOD_NOT_ALLOWED: { status: 405, meaning: 'This address does not answer this HTTP method.' },
  GRAPHQL_PARSE_FAILED: { status: 400, meaning: 'The operation is not GraphQL.' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, meaning: 'The operation does not fit the schema.' },
  OPERATION_RESOLUTION_FAILURE: { status: 400, meaning: 'The named operation is not in the document.' },
  BAD_USER_INPUT: { status: 400, meaning: 'A variable or argument has a value that is not accepted.' },
  OPERATION_TOO_COMPLEX: { status: 400, meaning: 'The operation passes one of the limits of the gateway.' },
  PERSISTED_QUERY_NOT_FOUND: { status: 400, meaning: 'No operation with this hash is known.' },
  DOCUMENT_NOT_TRUSTED: {
    status: 403,
    meaning: 'The operation is not on the list of those that are answered.',
  },
  PLAN_NOT_POSSIBLE: { status: 400, meaning: 'No correct plan exists for this operation.' },
  STREAM_REQUIRED: { status: 406, meaning: 'A subscription is answered by a stream only.' },
  EVENTS_FORGOTTEN: { status: 410, meaning: 'Events that the client has missed are not kept any more.' },
  EVENTS_UNAVAILABLE: { status: 503, meaning: 'Events cannot be followed now.' },
  CLIENT_TOO_SLOW: { status: 503, meaning: 'The client does not read what it is sent fast enough.' },
  OVERLOADED: {
    status: 503,
    meaning: 'The gateway has more work than it can take; the same may be asked again later.',
  },
  RATE_LIMITED: { status: 429, meaning: 'The client has used up what its tier may use for now.' },
  QUOTA_EXCEEDED: {
    status: 429,
    meaning: 'The caller has had as much of a field today as its quota allows.',
  },
  DEADLINE_EXCEEDED: { status: 504, meaning: 'The answer was not complete within the deadline.' },
  SUBGRAPH_UNREACHABLE: { status: 200, meaning: 'A subgraph could not be reached.' },
  SUBGRAPH_TIMEOUT: { status: 200, meaning: 'A subgraph did not answer within its deadline.' },
  SUBGRAPH_MALFORMED: { status: 200, meaning: 'A subgraph gave an answer that breaks the protocol.' },
  SUBGRAPH_UNAVAILABLE: {
    status: 200,
    meaning: 'A subgraph is not asked now: it did not answer of late, or has as much to do as it may have.',
  },
  ENTITY_NOT_FOUND: { status: 200, meaning: 'A subgraph refers to an object that no other has.' },
  SUBGRAPH_ERROR: { status: 200, meaning: 'A subgraph reported an error for this field.' },
  SOURCE_UNAVAILABLE: { status: 200, meaning: 'A subgraph cannot read the source of this field now.' },
  UNAUTHENTICATED: { status: 401, meaning: 'The field or request needs a token.' },
  KEYS_UNAVAILABLE: { status: 503, meaning: 'The token cannot be checked now: its issuer is out of reach.' },
  UNAUTHORIZED_FIELD_OR_TYPE: { status: 200, meaning: 'The caller may not see this field.' },
  AUDIT_UNAVAILABLE: { status: 503, meaning: 'What may only be shown on record cannot be recorded now.' },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    meaning: 'The gateway failed; the log has the cause under the request id.',
  },
} as const

export type ErrorCode = keyof typeof ERROR_CODES

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code)
}

/** A failure whose message, code and details a client may read; `cause` is for the log alone. */
export class GatewayError extends EngineError {
  declare readonly code: ErrorCode

  constructor(
    code: ErrorCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    cause?: unknown,
  ) {
    super(code, message, details, cause)
    this.name = 'GatewayError'
  }

  get status(): number {
    return ERROR_CODES[this.code].status
  }

  /** The value of `WWW-Authenticate` (RFC 6750 §3); undefined where no token would help. */
  get challenge(): string | undefined {
    return this.code === 'UNAUTHENTICATED' ? 'Bearer error="invalid_token"' : undefined
  }

  /** The value of `Retry-After` in seconds; undefined where asking again would not help. */
  get retryAfter(): number | undefined {
    const { retryAfter } = this.details
    if (typeof retryAfter === 'number') return retryAfter
    return this.code === 'OVERLOADED' ? 1 : undefined
  }

  /** The failure as the entries of `errors` that a client reads. */
  get entries(): readonly GraphQLFormattedError[] {
    return [{ message: this.message, extensions: { code: this.code, ...this.details } }]
  }
}

/** Several mistakes of one kind in one request, such as two variables of the wrong type. */
export class GatewayErrors extends GatewayError {
  readonly #errors: readonly GraphQLFormattedError[]

  constructor(code: ErrorCode, errors: readonly GraphQLFormattedError[]) {
    super(code, errors[0]?.message ?? ERROR_CODES[code].meaning)
    this.#errors = errors
  }

  override get entries(): readonly GraphQLFormattedError[] {
    return this.#errors.map((error) => ({
      ...error,
      message: shortLine(error.message),
      extensions: { code: this.code },
    }))
  }
}

/** Clients know this failure by its code or by these very words, and send the text. */
export function documentNotFound(): GatewayError {
  return new GatewayError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')
}
