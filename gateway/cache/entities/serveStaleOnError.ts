import { GatewayError } from '../../errors.ts'
import type { GatewayResponse } from '../../subgraphs/subgraphFetcher.ts'
import type { Fetched } from './fetchOrFail.ts'
import { describeUse, mergeData } from './assemble.ts'
import type { EntityCache, CacheLookup } from './lookup.ts'
import type { CacheableCall } from './cacheUnits.ts'
import { isRecord } from '../../../kit/isRecord.ts'

/**
 * Serves stale entries where the subgraph fails (stale-if-error, RFC 5861). Entities without an entry become errors at
 * their own paths; where there is no entry at all, or root fields have none, the failure stands.
 */
export function serveStaleOnError(
  cache: EntityCache,
  call: CacheableCall,
  lookups: readonly CacheLookup[],
  missing: readonly CacheLookup[],
  fetched: Fetched,
): GatewayResponse {
  const unanswered = missing.filter(({ entry }) => entry === undefined)
  if (unanswered.length === lookups.length || unanswered.some(({ unit }) => unit.index === undefined)) {
    if (fetched.kind === 'failed') throw fetched.error
    return fetched.response
  }
  const error = readFailure(fetched)
  const errors = unanswered.map(({ unit }) => ({ ...error, path: [call.fetch.keys[unit.batch], unit.index] }))
  const reason = errors.length > 0 ? 'the subgraph failed' : undefined
  return {
    data: mergeData(call, lookups),
    errors,
    bytes: 0,
    use: describeUse(cache, call, lookups, lookups, reason),
  }
}

function readFailure(fetched: Fetched): Readonly<Record<string, unknown>> {
  if (fetched.kind === 'answered') {
    const [first] = fetched.response.errors
    return isRecord(first) ? { message: first['message'], extensions: first['extensions'] } : {}
  }
  const { error } = fetched
  if (!(error instanceof GatewayError)) throw error
  return { message: error.message, extensions: { code: error.code } }
}
