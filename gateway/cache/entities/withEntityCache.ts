import type { SubgraphRequest } from '../../../engine/index.ts'
import { LightAbortController } from '../../../kit/concurrency/lightAbortSignal.ts'
import type { FetchWrapper, GatewayFetcher, GatewayResponse } from '../../subgraphs/subgraphFetcher.ts'
import type { CacheCounts, CacheUse } from '../caching.ts'
import { resultOf } from '../explainUses.ts'
import { assembleKnown, rememberWhole } from './assemble.ts'
import { isFresh, isUsable, isCacheableAtAll, lookupInMemory, type EntityCache } from './lookup.ts'
import { audienceOf, cacheableCall, listUnits, nameRequest, type CacheableCall } from './cacheUnits.ts'

/**
 * Answers from this process's memory what lies there whole. What is past its age and within its grace is given at once
 * and renewed behind. `count` gets to know whatever is given.
 */
export function withEntityCache(cache: EntityCache, count: (use: CacheUse) => void): FetchWrapper {
  const give = (response: GatewayResponse, { caching }: CacheableCall): GatewayResponse => {
    const { use } = response
    if (use === undefined) return response
    caching.collect(use)
    count(use)
    return response
  }
  return (next) =>
    observed(cache, (request, context) => {
      context.caching?.begin()
      const call = cacheableCall(request, context)
      if (call === undefined || !isCacheableAtAll(cache, call)) return next(request, context)
      const name = nameRequest(call, cache.varying)
      const whole = cache.ageLimit() === Infinity ? cache.assembled.get(name, cache.now()) : undefined
      if (whole !== undefined) return Promise.resolve(give(whole.answer, call))
      const lookups = lookupInMemory(cache, listUnits(call, cache.varying))
      if (lookups.every(isFresh)) {
        const known = rememberWhole(cache, call, name, assembleKnown(cache, call, lookups), lookups)
        return Promise.resolve(give(known, call))
      }
      if (lookups.every(isUsable)) {
        renew(cache, next, call)
        return Promise.resolve(give(assembleKnown(cache, call, lookups), call))
      }
      return fetchAndRemember(cache, next, call, name).then((response) => give(response, call))
    })
}

function observed({ observe }: EntityCache, fetcher: GatewayFetcher): GatewayFetcher {
  if (observe === undefined) return fetcher
  return async (request, context) => {
    const begin = performance.now()
    const response = await fetcher(request, context)
    const { use } = response
    const result = use === undefined ? 'bypass' : resultOf(use)
    observe(request.subgraph, result, performance.now() - begin, use?.byType ?? NO_COUNTS)
    return response
  }
}

const NO_COUNTS: ReadonlyMap<string, CacheCounts> = new Map()

async function fetchAndRemember(
  cache: EntityCache,
  next: GatewayFetcher,
  call: CacheableCall,
  name: string,
): Promise<GatewayResponse> {
  const response = await next(call.request, { ...call.context, coalesceKey: coalesceKeyOf(cache, call) })
  const { use, errors } = response
  if (use !== undefined && use.stale > 0 && errors.length === 0) renew(cache, next, call)
  const lookups =
    errors.length === 0 && use?.validity !== undefined
      ? lookupInMemory(cache, listUnits(call, cache.varying))
      : []
  return lookups.length === 0 ? response : rememberWhole(cache, call, name, response, lookups)
}

/** Nobody waits for it: what it finds is in the cache for the next who ask, and a failure leaves things as they are. */
function renew(cache: EntityCache, next: GatewayFetcher, call: CacheableCall): void {
  const request: SubgraphRequest = { ...call.request, signal: new LightAbortController() }
  const caching = { ...call.caching, isRefresh: true, begin: ignore, collect: ignore }
  const coalesceKey = `renew\n${coalesceKeyOf(cache, call)}`
  next(request, { ...call.context, caching, coalesceKey }).catch(() => {})
}

/** Who asks after an invalidation must not join a call that began before it. */
function coalesceKeyOf(cache: EntityCache, call: CacheableCall): string {
  return `${cache.generationOf(call.subgraph)}\n${call.caching.rules.id}\n${audienceOf(call)}`
}

function ignore(): void {}
