import type { SubgraphRequest } from '../../../engine/index.ts'
import { LightAbortController } from '../../../kit/concurrency/lightAbortSignal.ts'
import type { FetchWrapper, GatewayFetcher, GatewayResponse } from '../../subgraphs/subgraphFetcher.ts'
import type { CacheCounts, CacheUse } from '../caching.ts'
import { resultOf } from '../explainUses.ts'
import { assembleKnown, rememberWhole } from './assemble.ts'
import { isFresh, isUsable, isCacheableAtAll, lookupInMemory, type EntityCache } from './lookup.ts'
import { cacheableCall, isOfOneCaller, listUnits, nameRequest, type CacheableCall } from './cacheUnits.ts'
import { learnVarying } from './store.ts'

/**
 * Answers from this gateway's memory where all units lie there. Stale entries within their grace are served at once and
 * refreshed behind (stale-while-revalidate, RFC 5861). `count` gets the use of the cache of each response.
 */
export function withEntityCache(cache: EntityCache, count: (use: CacheUse) => void): FetchWrapper {
  const recordUse = (response: GatewayResponse, { caching }: CacheableCall): GatewayResponse => {
    const { use } = response
    if (use === undefined) return response
    caching.collect(use)
    count(use)
    return response
  }
  return (next) =>
    withObservation(cache, (request, context) => {
      context.caching?.begin()
      const call = cacheableCall(request, context)
      if (call === undefined || !isCacheableAtAll(cache, call)) return next(request, context)
      const name = nameRequest(call, cache.varying)
      const whole = cache.ageLimit() === Infinity ? cache.assembled.get(name, cache.now()) : undefined
      if (whole !== undefined) return Promise.resolve(recordUse(whole.answer, call))
      if (isOfOneCaller(call, cache.varying) && !cache.doorkeeper.knows(name))
        return passBy(cache, next, call, name)
      const lookups = lookupInMemory(cache, listUnits(call, cache.varying))
      if (lookups.every(isFresh)) {
        const known = rememberWhole(cache, call, name, assembleKnown(cache, call, lookups), lookups)
        return Promise.resolve(recordUse(known, call))
      }
      if (lookups.every(isUsable)) {
        refresh(cache, next, call, name)
        return Promise.resolve(recordUse(assembleKnown(cache, call, lookups), call))
      }
      return fetchAndRemember(cache, next, call, name).then((response) => recordUse(response, call))
    })
}

function withObservation({ observe }: EntityCache, fetcher: GatewayFetcher): GatewayFetcher {
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

/**
 * What one caller alone could be served again, and asks for the first time, is neither looked up nor stored: most of it is
 * never asked again, and would cost more than the call.
 */
async function passBy(
  cache: EntityCache,
  next: GatewayFetcher,
  call: CacheableCall,
  name: string,
): Promise<GatewayResponse> {
  const context = { ...call.context, caching: undefined, coalesceKey: coalesceKeyOf(cache, call, name) }
  const response = await next(call.request, context)
  if (response.errors.length === 0) learnVarying(cache, call, response)
  return response
}

async function fetchAndRemember(
  cache: EntityCache,
  next: GatewayFetcher,
  call: CacheableCall,
  name: string,
): Promise<GatewayResponse> {
  const coalesceKey = coalesceKeyOf(cache, call, name)
  const response = await next(call.request, { ...call.context, coalesceKey })
  const { use, errors } = response
  if (use !== undefined && use.stale > 0 && errors.length === 0) refresh(cache, next, call, name)
  const lookups =
    errors.length === 0 && use?.validity !== undefined
      ? lookupInMemory(cache, listUnits(call, cache.varying))
      : []
  return lookups.length === 0 ? response : rememberWhole(cache, call, name, response, lookups)
}

/**
 * Refreshes stale units. No caller waits for it: its response is stored for later requests, and a failure changes
 * nothing.
 */
function refresh(cache: EntityCache, next: GatewayFetcher, call: CacheableCall, name: string): void {
  const request: SubgraphRequest = { ...call.request, signal: new LightAbortController() }
  const caching = { ...call.caching, isRefresh: true, begin: ignore, collect: ignore }
  const coalesceKey = `refresh\n${coalesceKeyOf(cache, call, name)}`
  const context = { ...call.context, caching, coalesceKey, call: undefined, onSent: undefined }
  next(request, context).catch(() => {})
}

/** A request after an invalidation must not join a call that began before it. */
function coalesceKeyOf(cache: EntityCache, { subgraph }: CacheableCall, name: string): string {
  return `${cache.generationOf(subgraph)}\n${name}`
}

function ignore(): void {}
