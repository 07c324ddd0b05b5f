import { GatewayError } from '../errors.ts'

/** Failures of a subgraph call. Their messages name the subgraph and never its address, which only `cause` may hold. */
export function unreachable(subgraph: string, cause?: unknown): GatewayError {
  return new GatewayError(
    'SUBGRAPH_UNREACHABLE',
    `Subgraph "${subgraph}" could not be reached.`,
    { subgraph },
    cause,
  )
}

export function refused(subgraph: string, status: number): GatewayError {
  return new GatewayError(
    'SUBGRAPH_UNREACHABLE',
    `Subgraph "${subgraph}" answered with HTTP status ${status}.`,
    { subgraph },
  )
}

export function malformed(subgraph: string, problem: string, cause?: unknown): GatewayError {
  return new GatewayError('SUBGRAPH_MALFORMED', `Subgraph "${subgraph}" ${problem}.`, { subgraph }, cause)
}

export function timedOut(subgraph: string, milliseconds: number): GatewayError {
  return new GatewayError(
    'SUBGRAPH_TIMEOUT',
    `Subgraph "${subgraph}" did not answer within ${milliseconds} ms.`,
    { subgraph },
  )
}

/** Why a request's own signal ended a call: its deadline says so itself, a client that hung up reads nothing anyway. */
export function abandoned(subgraph: string, reason: unknown): GatewayError {
  if (reason instanceof GatewayError)
    return new GatewayError(reason.code, reason.message, { ...reason.details, subgraph }, reason)
  return new GatewayError(
    'SUBGRAPH_TIMEOUT',
    `The call to subgraph "${subgraph}" was given up.`,
    { subgraph },
    reason,
  )
}
