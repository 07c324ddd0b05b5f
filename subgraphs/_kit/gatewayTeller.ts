import { request } from 'undici'
import { EVENTS_PATH, isEventId, type PublishEvents } from '../../kit/events/graphEvent.ts'
import { isRecord } from '../../kit/isRecord.ts'
import { GATEWAY_SECRET_HEADER } from '../../kit/gatewaySecret.ts'
import type { TellChange } from './changes.ts'

const DEADLINE_MS = 5_000

/** Tells a gateway of events over HTTP. */
export function createEventTeller(url: string, secrets: readonly string[]): PublishEvents {
  const address = new URL(EVENTS_PATH, url)
  return async (batch, signal) => {
    const answer: unknown = JSON.parse(await post(address, secrets, batch, signal))
    if (isRecord(answer) && isEventId(answer.last)) return answer.last
    throw new Error(`Expected the id of the last event of the gateway at ${address.origin}; got none.`)
  }
}

/**
 * Tells a gateway over HTTP, by the secret that it shares with its subgraphs: while one is rotated there are two, and
 * it knows one of them.
 */
export function createGatewayTeller(url: string, secrets: readonly string[]): TellChange {
  const address = new URL('/cache/invalidate', url)
  return async (change, signal) => {
    await post(address, secrets, change, signal)
  }
}

/** Posts to a gateway, and gives the body of its answer. Rejects for any other answer. */
async function post(
  address: URL,
  secrets: readonly string[],
  content: object,
  signal: AbortSignal,
): Promise<string> {
  let status = 0
  for (const secret of secrets) {
    const response = await request(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [GATEWAY_SECRET_HEADER]: secret },
      body: JSON.stringify(content),
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
    })
    const body = await response.body.text()
    status = response.statusCode
    if (status === 200 || status === 202) return body
    if (status !== 401 && status !== 403) break
  }
  throw new Error(`Expected HTTP status 200 of the gateway at ${address.origin}; got ${status}.`)
}
