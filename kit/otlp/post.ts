import { request } from 'undici'
import type { Log } from '../log.ts'
import type { OtlpEndpoint } from './otlpEndpoint.ts'

/** `again` for what the collector may take later, `refused` for what it never will. */
export type Posted = 'taken' | 'again' | 'refused'

export type Post = (path: string, body: string) => Promise<Posted>

const PATIENCE_MS = 10_000
const SILENCE_MS = 60_000

/** As OTLP says, https://opentelemetry.io/docs/specs/otlp/#failures-1: whatever else fails will fail again. */
const LATER: ReadonlySet<number> = new Set([429, 502, 503, 504])

/**
 * Sends OTLP as JSON to the collector, and never rejects: that it is down, slow or refuses is told in the log once a
 * minute, and costs no request anything.
 */
export function createPost({ endpoint, headers }: OtlpEndpoint, log: Log, now: () => number): Post {
  let quietUntil = -Infinity
  const tell = (reason: object): void => {
    if (now() < quietUntil) return
    quietUntil = now() + SILENCE_MS
    log.warn({ 'event.dataset': 'gateway.otlp', ...reason }, 'the collector does not take what is sent to it')
  }
  return async (path, body) => {
    try {
      const response = await request(endpoint + path, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      await response.body.dump()
      if (response.statusCode < 300) return 'taken'
      tell({ path, 'http.response.status_code': response.statusCode })
      return LATER.has(response.statusCode) ? 'again' : 'refused'
    } catch (error) {
      tell({ path, 'error.type': nameOf(error) })
      return 'again'
    }
  }
}

/** Never its message, in which an address may stand. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
