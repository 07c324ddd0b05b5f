import type { Caller } from '../access/caller.ts'
import type { Identify } from '../access/token/identify.ts'
import { GatewayError } from '../errors.ts'
import type { Traffic } from '../traffic/traffic.ts'
import type { HttpRequest } from './http.ts'

export interface IdentifyParts {
  /** Identifies the caller by the request's Authorization headers. */
  readonly identify: Identify
  readonly traffic: Traffic
}

/**
 * Whose token was not accepted nobody knows: its address pays. Throws as `identify` does, and GatewayError RATE_LIMITED in
 * place of UNAUTHENTICATED where the address has nothing left.
 */
export function identifyOrCharge(
  { identify, traffic }: IdentifyParts,
  request: Pick<HttpRequest, 'authorization' | 'connection' | 'visit'>,
): Caller | Promise<Caller> {
  const charge = (error: unknown): never => {
    if (error instanceof GatewayError && error.code === 'UNAUTHENTICATED')
      traffic.chargeFailedToken(request.visit)
    throw error
  }
  try {
    const identified = identify(request.authorization, request.connection)
    return identified instanceof Promise ? identified.catch(charge) : identified
  } catch (error) {
    return charge(error)
  }
}
