import { createHash, timingSafeEqual } from 'node:crypto'
import { isLoopback } from './loopback.ts'

export const GATEWAY_SECRET_HEADER = 'x-gateway-secret'

export type SecretCheck = (presented: string | string[] | undefined) => boolean

/**
 * Accepts any of the given secrets (two at once while one is rotated), compared in constant time; with none given
 * everything is accepted, which is only allowed on loopback.
 */
export function createSecretCheck(secrets: readonly string[], host: string): SecretCheck {
  if (secrets.length === 0) {
    if (!isLoopback(host))
      throw new Error(
        `GATEWAY_SECRETS: expected at least one secret when HOST is not loopback; got none with HOST=${host}.`,
      )
    return () => true
  }
  const digests = secrets.map(digestSecret)
  return (presented) => {
    if (typeof presented !== 'string') return false
    const given = digestSecret(presented)
    return digests.map((known) => timingSafeEqual(known, given)).includes(true)
  }
}

function digestSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
