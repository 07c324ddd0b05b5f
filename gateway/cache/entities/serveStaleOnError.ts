import { GatewayError } from '../../errors.ts'
import type { GatewayResponse } from '../../subgraphs/subgraphFetcher.ts'
import type { Fetched } from './fetchOrFail.ts'
import { describeUse, mergeData } from './assemble.ts'
import type { EntityCache, CacheLookup } from './lookup.ts'
import type { CacheableCall } from './cacheUnits.ts'
import { isRecord } from '../../../kit/isRecord.ts'

/**
 * A subgraph that fails costs only what nothing is known of: the rest is answered from the last good entries, and
 * entities that are missing are errors at their own places.
 */
export function serveStaleOnError(
  cache: EntityCache,
  call: CacheableCall,
  lookups: readonly CacheLookup[],
  missing: readonly CacheLookup[],
  fetched: Fetched,
): GatewayResponse {
  const lost = missing.filter(({ entry }) => entry === undefined)
  if (lost.length === lookups.length || lost.some(({ unit }) => unit.index === undefined)) {
    if (fetched.kind === 'failed') throw fetched.error
    return fetched.response
  }
  const error = readFailure(fetched)
  const errors = lost.map(({ unit }) => ({ ...error, path: [call.fetch.keys[unit.batch], unit.index] }))
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
