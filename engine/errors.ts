import { shortLine } from '../kit/shortLine.ts'

/**
 * A failure whose message, code and details the client may read; `cause` is for the log alone. Of what a client sent, its
 * message repeats a line at most.
 */
export class EngineError extends Error {
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    code: string,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    cause?: unknown,
  ) {
    super(shortLine(message), cause === undefined ? undefined : { cause })
    this.name = 'EngineError'
    this.code = code
    this.details = details
  }
}

/** The codes of the engine's own errors; an error of the fetcher has a code of the fetcher's. */
export type EngineErrorCode =
  | 'BAD_REQUEST'
  | 'ENTITY_NOT_FOUND'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'OPERATION_TOO_COMPLEX'
  | 'OVERLOADED'
  | 'PLAN_NOT_POSSIBLE'
  | 'SUBGRAPH_ERROR'
  | 'SUBGRAPH_MALFORMED'
  | 'UNAUTHORIZED_FIELD_OR_TYPE'
