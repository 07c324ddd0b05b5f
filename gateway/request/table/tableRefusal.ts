import { ERROR_CODES, isErrorCode, type ErrorCode } from '../../errors.ts'

/** A table that cannot be given whole; `body` says why in JSON, as a client may read it. */
export class TableRefusal extends Error {
  readonly status: number
  readonly body: unknown

  constructor(status: number, body: unknown, message: string) {
    super(message)
    this.status = status
    this.body = body
  }
}

/** What a table is refused with where GraphQL answers 200 with a part that is missing. */
const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  SUBGRAPH_UNREACHABLE: 502,
  SUBGRAPH_MALFORMED: 502,
  SUBGRAPH_ERROR: 502,
  ENTITY_NOT_FOUND: 502,
  SUBGRAPH_UNAVAILABLE: 503,
  SOURCE_UNAVAILABLE: 503,
  SUBGRAPH_TIMEOUT: 504,
  UNAUTHORIZED_FIELD_OR_TYPE: 403,
}

/** The status for an error of a list; a bureau's own code is a failure of what stands behind the gateway. */
export function statusOfListError(code: unknown): number {
  if (typeof code !== 'string' || !isErrorCode(code)) return 502
  return STATUS[code] ?? ERROR_CODES[code].status
}
