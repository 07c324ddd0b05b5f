import { createHmac } from 'node:crypto'

export const SIGNATURE_HEADER = 'x-graph-signature'

/**
 * `t=<seconds since 1970>,v1=<hex>`: for each secret the HMAC-SHA256 of "<t>.<body>". The time is in it so that a receiver can
 * refuse what somebody has kept and sends again.
 */
export function signBody(secrets: readonly string[], seconds: number, body: string): string {
  const signed = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`,
  )
  return [`t=${seconds}`, ...signed].join(',')
}
