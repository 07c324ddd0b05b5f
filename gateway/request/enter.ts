import type { Caller } from '../access/caller.ts'
import type { Identify } from '../access/token/identify.ts'
import { GatewayError } from '../errors.ts'
import type { Traffic } from '../traffic/traffic.ts'
import type { HttpRequest } from './http.ts'

export interface EnterParts {
  /** Identifies the caller by the request's Authorization headers. */
  readonly identify: Identify
  readonly traffic: Traffic
}

/**
 * Identifies the caller and lets the request in, before anything dear is done for it: whoever let it in ends it by
 * `traffic.leave`. Throws as `identify` and `Traffic.enter` do.
 */
export async function enter(parts: EnterParts, request: HttpRequest): Promise<Caller> {
  const caller = await identifyOrCharge(parts, request)
  const entered = parts.traffic.enter(request.visit, caller)
  if (entered !== undefined) await entered
  return caller
}

/**
 * Whose token was not accepted nobody knows: its address pays. Throws as `identify` does, and GatewayError RATE_LIMITED in
 * place of UNAUTHENTICATED where the address has nothing left.
 */
export async function identifyOrCharge(
  { identify, traffic }: EnterParts,
  request: HttpRequest,
): Promise<Caller> {
  try {
    return await identify(request.authorization, request.connection)
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'UNAUTHENTICATED')
      traffic.chargeFailedToken(request.visit)
    throw error
  }
}
