import { request } from 'undici'
import { GATEWAY_SECRET_HEADER } from '../../kit/gatewaySecret.ts'
import type { TellChange } from './changes.ts'

const DEADLINE_MS = 5_000

/**
 * Tells a gateway over HTTP, by the secret that it shares with its subgraphs: while one is rotated there are two, and
 * it knows one of them.
 */
export function createGatewayTeller(url: string, secrets: readonly string[]): TellChange {
  const address = new URL('/cache/invalidate', url)
  return async (change, signal) => {
    let status = 0
    for (const secret of secrets) {
      const response = await request(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [GATEWAY_SECRET_HEADER]: secret },
        body: JSON.stringify(change),
        signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
      })
      await response.body.dump()
      status = response.statusCode
      if (status === 200 || status === 202) return
      if (status !== 401 && status !== 403) break
    }
    throw new Error(`Expected HTTP status 200 of the gateway at ${address.origin}; got ${status}.`)
  }
}
