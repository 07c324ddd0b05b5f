import { errorCodes } from './generated/graph.ts'

/** The codes in `extensions.code`; docs/guides/clients.md says what to do about each. */
export type ErrorCode = keyof typeof errorCodes

/** One entry of `errors`, or what kept the answer from coming at all. */
export interface GraphError {
  readonly message: string
  /** Where in the answer something is missing. */
  readonly path?: readonly (string | number)[]
  readonly extensions?: { readonly code?: string; readonly [key: string]: unknown }
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code)
}

/** The code of one entry; undefined where it has none that this version of the graph knows. */
export function codeOf({ extensions }: GraphError): ErrorCode | undefined {
  return isErrorCode(extensions?.code) ? extensions.code : undefined
}

/** Whether the entry has one of these codes. */
export function hasCode<Code extends ErrorCode>(
  error: GraphError,
  ...codes: readonly Code[]
): error is GraphError & { readonly extensions: { readonly code: Code } } {
  return codes.some((code) => code === error.extensions?.code)
}

/** Whether the field is null because of who asks: another token would show it, asking again would not. */
export function isDenied(error: GraphError): boolean {
  return hasCode(error, 'UNAUTHENTICATED', 'UNAUTHORIZED_FIELD_OR_TYPE')
}

/** Whether one bureau's part is missing for now, and the rest of the answer stands. */
export function isSourceTrouble(error: GraphError): boolean {
  return hasCode(
    error,
    'SUBGRAPH_UNREACHABLE',
    'SUBGRAPH_UNAVAILABLE',
    'SUBGRAPH_TIMEOUT',
    'SUBGRAPH_MALFORMED',
    'SUBGRAPH_ERROR',
    'SOURCE_UNAVAILABLE',
  )
}

/** Whether the same question may well be answered later; `Retry-After` says when, if it came. */
export function isRetryable(error: GraphError): boolean {
  const code = codeOf(error)
  if (code === undefined) return error.extensions?.code === 'NETWORK' || error.extensions?.code === 'TIMEOUT'
  return isSourceTrouble(error) || RETRYABLE_STATUS.includes(errorCodes[code].status)
}

const RETRYABLE_STATUS: readonly number[] = [408, 429, 503, 504]
