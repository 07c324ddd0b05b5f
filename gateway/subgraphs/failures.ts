import { GatewayError, type ErrorCode } from '../errors.ts'

/** What a failed call says of its subgraph and of itself. */
export interface FailureFacts {
  /** Whether it speaks against the subgraph: no connection, a status of 5xx, no answer in time. */
  readonly isOutage: boolean
  /** Whether nothing of the request can have reached it. */
  readonly isUnsent: boolean
  /** In how many milliseconds a query may be sent once more; undefined where it may not. */
  readonly retryAfterMs: number | undefined
  /** The HTTP status by which it was refused. */
  readonly status: number | undefined
  /** At which character of a response JSON ends to be JSON. */
  readonly jsonPosition: number | undefined
}

const NO_OUTAGE: FailureFacts = {
  isOutage: false,
  isUnsent: false,
  retryAfterMs: undefined,
  status: undefined,
  jsonPosition: undefined,
}
const OUTAGE: FailureFacts = { ...NO_OUTAGE, isOutage: true }

/** A call without a usable response. Its message names the subgraph and never its address, which only `cause` may hold. */
export class SubgraphFailure extends GatewayError {
  readonly facts: FailureFacts

  constructor(code: ErrorCode, subgraph: string, message: string, facts: FailureFacts, cause?: unknown) {
    super(code, message, { subgraph }, cause)
    this.facts = facts
  }
}

export function unreachable(
  subgraph: string,
  cause?: unknown,
  facts: Partial<FailureFacts> = {},
): SubgraphFailure {
  const message = `Subgraph "${subgraph}" could not be reached.`
  return new SubgraphFailure('SUBGRAPH_UNREACHABLE', subgraph, message, { ...OUTAGE, ...facts }, cause)
}

export function refused(subgraph: string, status: number, retryAfterMs?: number): SubgraphFailure {
  const message = `Subgraph "${subgraph}" answered with HTTP status ${status}.`
  const facts = { ...NO_OUTAGE, isOutage: status >= 500, retryAfterMs, status }
  return new SubgraphFailure('SUBGRAPH_UNREACHABLE', subgraph, message, facts)
}

export function malformed(
  subgraph: string,
  problem: string,
  cause?: unknown,
  jsonPosition?: number,
): SubgraphFailure {
  const message = `Subgraph "${subgraph}" ${problem}.`
  return new SubgraphFailure('SUBGRAPH_MALFORMED', subgraph, message, { ...NO_OUTAGE, jsonPosition }, cause)
}

export function timedOut(subgraph: string, milliseconds: number): SubgraphFailure {
  const message = `Subgraph "${subgraph}" did not answer within ${milliseconds} ms.`
  return new SubgraphFailure('SUBGRAPH_TIMEOUT', subgraph, message, OUTAGE)
}

/** A subscription that the subgraph itself does not take. */
export function refusedSubscription(subgraph: string): SubgraphFailure {
  const message = `Subgraph "${subgraph}" refused the subscription.`
  return new SubgraphFailure('SUBGRAPH_ERROR', subgraph, message, NO_OUTAGE)
}

/** A call that the gateway does not make. */
export function unavailable(subgraph: string, reason: string): SubgraphFailure {
  const message = `Subgraph "${subgraph}" is not asked now: ${reason}.`
  return new SubgraphFailure('SUBGRAPH_UNAVAILABLE', subgraph, message, NO_OUTAGE)
}

/** Why a call was ended from outside: a deadline says so itself, a client that hung up reads nothing anyway. */
export function abandoned(subgraph: string, reason: unknown): SubgraphFailure {
  if (reason instanceof SubgraphFailure) return reason
  if (reason instanceof GatewayError)
    return new SubgraphFailure(reason.code, subgraph, reason.message, NO_OUTAGE, reason)
  const message = `The call to subgraph "${subgraph}" was given up.`
  return new SubgraphFailure('SUBGRAPH_TIMEOUT', subgraph, message, NO_OUTAGE, reason)
}

export function isOutage(error: unknown): boolean {
  return error instanceof SubgraphFailure && error.facts.isOutage
}
