import { GatewayError } from '../errors.ts'

/** Throws GatewayError OPERATION_TOO_COMPLEX where the value is above the limit. */
export function assertLimit(
  what: string,
  name: string,
  limit: number,
  value: number,
  subject = 'An operation',
): void {
  if (value <= limit) return
  throw new GatewayError(
    'OPERATION_TOO_COMPLEX',
    `${subject} may have at most ${limit} ${what}; this one has ${value}.`,
    { limitName: name, limit, value },
  )
}
