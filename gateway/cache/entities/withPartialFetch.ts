import type {
  FetchContext,
  FetchWrapper,
  GatewayFetcher,
  GatewayResponse,
} from '../../subgraphs/subgraphFetcher.ts'
import type { SubgraphRequest } from '../../../engine/index.ts'
import { describeUse, assembleKnown, mergeData } from './assemble.ts'
import { storeUnits, type StoredUnits } from './store.ts'
import { lookupShared, acquireLease, type LeasedLookup } from './sharedLookup.ts'
import {
  isFresh,
  isUsable,
  isCacheableAtAll,
  lookupInMemory,
  type EntityCache,
  type CacheLookup,
} from './lookup.ts'
import {
  listMisshapen,
  reduceRequest,
  readUnit,
  translateErrors,
  type ReducedRequest,
} from './reduceRequest.ts'
import { fetchOrFail } from './fetchOrFail.ts'
import { serveStaleOnError } from './serveStaleOnError.ts'
import { cacheableCall, listUnits, type CacheableCall } from './cacheUnits.ts'

/** Fetches only the units that the cache does not have, and stores them. Its place is below coalescing. */
export function withPartialFetch(cache: EntityCache): FetchWrapper {
  return (next) => (request, context) => {
    const call = cacheableCall(request, context)
    return call !== undefined && isCacheableAtAll(cache, call)
      ? fetchUnknown(cache, next, call)
      : learnLifetime(cache, next, request, context)
  }
}

async function fetchUnknown(
  cache: EntityCache,
  next: GatewayFetcher,
  call: CacheableCall,
): Promise<GatewayResponse> {
  const isEnough = call.caching.isRefresh ? isFresh : isUsable
  const lookups = lookupInMemory(cache, listUnits(call, cache.varying))
  if (lookups.every(isEnough)) return assembleKnown(cache, call, lookups)
  const shared = await lookupShared(cache, call, lookups)
  if (shared.lookups.every(isEnough)) return assembleKnown(cache, call, shared.lookups)
  const leased = await acquireLease(cache, call, shared)
  if (leased.lookups.every(isFresh)) return assembleKnown(cache, call, leased.lookups)
  return fetchMissing(cache, next, call, leased)
}

/** From the first response with a lifetime on, look-ups for its subgraph are worth their cost. */
async function learnLifetime(
  { sendingCacheControl }: EntityCache,
  next: GatewayFetcher,
  request: SubgraphRequest,
  context: FetchContext,
): Promise<GatewayResponse> {
  const response = await next(request, context)
  if ((response.cacheControl?.maxAge ?? 0) > 0) sendingCacheControl.add(request.subgraph)
  return response
}

async function fetchMissing(
  cache: EntityCache,
  next: GatewayFetcher,
  call: CacheableCall,
  leased: LeasedLookup,
): Promise<GatewayResponse> {
  const { lookups, epoch, lease } = leased
  const missing = lookups.filter((one) => !isFresh(one))
  const reduced = reduceRequest(call, missing, lookups.length)
  const generation = cache.generationOf(call.subgraph)
  const askedAt = cache.now()
  const fetched = await fetchOrFail(next, reduced, call.context)
  if (fetched.kind === 'failed' || fetched.response.data === null) {
    // No caller waits for it: the shared level never rejects.
    if (lease !== undefined) void cache.shared?.release(lease)
    return serveStaleOnError(cache, call, lookups, missing, fetched)
  }
  const isOvertaken = cache.generationOf(call.subgraph) !== generation
  const { response } = fetched
  const units = missing.map((before) => ({ before, value: readUnit(reduced, response, before.unit) }))
  const stored = storeUnits(cache, call, response, askedAt, isOvertaken, units)
  // As above.
  if (epoch !== undefined) void cache.shared?.write(call.subgraph, epoch, stored.entries, lease)
  return assembleFetched(cache, call, lookups, reduced, response, stored)
}

function assembleFetched(
  cache: EntityCache,
  call: CacheableCall,
  lookups: readonly CacheLookup[],
  reduced: ReducedRequest,
  response: GatewayResponse,
  stored: StoredUnits,
): GatewayResponse {
  const byUnit = new Map(stored.lookups.map((one) => [one.unit, one]))
  const after = lookups.map((one) => byUnit.get(one.unit) ?? one)
  const data = mergeData(call, after)
  // A list of the wrong length goes on as it came: the engine reports what is wrong with it.
  for (const [key, entities] of listMisshapen(reduced, call.fetch, response)) data[key] = entities
  return {
    ...response,
    data,
    errors: translateErrors(reduced, call.fetch, response.errors),
    use: describeUse(cache, call, lookups, after, stored.reason),
  }
}
