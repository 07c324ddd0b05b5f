import { GatewayError } from '../../errors.ts'
import type { SubgraphResponse } from '../../subgraphs/subgraphFetcher.ts'
import type { Fetched } from './fetchOrFail.ts'
import { describeUse, mergeData } from './assemble.ts'
import type { EntityCache, CacheLookup } from './lookup.ts'
import { isObject } from './reduceRequest.ts'
import type { Cacheable } from './cacheUnits.ts'

/**
 * A subgraph that fails costs only what nothing is known of: the rest is answered from the last good entries, and
 * entities that are missing are errors at their own places.
 */
export function serveStaleOnError(
  cache: EntityCache,
  request: Cacheable,
  looked: readonly CacheLookup[],
  missing: readonly CacheLookup[],
  fetched: Fetched,
): SubgraphResponse {
  const lost = missing.filter(({ entry }) => entry === undefined)
  if (lost.length === looked.length || lost.some(({ unit }) => unit.index === undefined)) {
    if (fetched.kind === 'failed') throw fetched.error
    return fetched.answer
  }
  const error = readFailure(fetched)
  const errors = lost.map(({ unit }) => ({ ...error, path: [request.fetch.keys[unit.batch], unit.index] }))
  const reason = errors.length > 0 ? 'the subgraph failed' : undefined
  return {
    data: mergeData(request, looked),
    errors,
    bytes: 0,
    use: describeUse(cache, request, looked, looked, reason),
  }
}

function readFailure(fetched: Fetched): Readonly<Record<string, unknown>> {
  if (fetched.kind === 'answered') {
    const [first] = fetched.answer.errors
    return isObject(first) ? { message: first['message'], extensions: first['extensions'] } : {}
  }
  const { error } = fetched
  if (!(error instanceof GatewayError)) throw error
  return { message: error.message, extensions: { code: error.code } }
}
