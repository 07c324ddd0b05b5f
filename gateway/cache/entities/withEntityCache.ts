import { LightAbortController } from '../../../kit/concurrency/lightAbortSignal.ts'
import type { SubgraphResponse, SubgraphFetcher, SubgraphWrapper } from '../../subgraphs/subgraphFetcher.ts'
import type { CacheCounts, CacheUse } from '../caching.ts'
import { resultOf } from '../explainUses.ts'
import { assembleKnown, rememberWhole } from './assemble.ts'
import { isFresh, isUsable, isCacheableAtAll, lookupInMemory, type EntityCache } from './lookup.ts'
import { audienceOf, isCacheable, listUnits, nameRequest, type Cacheable } from './cacheUnits.ts'

/**
 * Answers from this process's memory what lies there whole. What is past its age and within its grace is given at once
 * and renewed behind. `count` gets to know whatever is given.
 */
export function withEntityCache(cache: EntityCache, count: (use: CacheUse) => void): SubgraphWrapper {
  const give = (answer: SubgraphResponse, { caching }: Cacheable): SubgraphResponse => {
    const { use } = answer
    if (use === undefined) return answer
    caching.collect(use)
    count(use)
    return answer
  }
  return (next) =>
    observed(cache, (request) => {
      if (!isCacheable(request) || !isCacheableAtAll(cache, request)) return next(request)
      const name = nameRequest(request, cache.varying)
      const whole = cache.ageLimit() === Infinity ? cache.assembled.get(name, cache.now()) : undefined
      if (whole !== undefined) return Promise.resolve(give(whole.answer, request))
      const looked = lookupInMemory(cache, listUnits(request, cache.varying))
      if (looked.every(isFresh)) {
        const known = rememberWhole(cache, request, name, assembleKnown(cache, request, looked), looked)
        return Promise.resolve(give(known, request))
      }
      if (looked.every(isUsable)) {
        renew(cache, next, request)
        return Promise.resolve(give(assembleKnown(cache, request, looked), request))
      }
      return askBelow(cache, next, request, name).then((answer) => give(answer, request))
    })
}

function observed({ observe }: EntityCache, call: SubgraphFetcher): SubgraphFetcher {
  if (observe === undefined) return call
  return async (request) => {
    const begin = performance.now()
    const answer = await call(request)
    const { use } = answer
    const result = use === undefined ? 'bypass' : resultOf(use)
    observe(request.subgraph, result, performance.now() - begin, use?.byType ?? NO_COUNTS)
    return answer
  }
}

const NO_COUNTS: ReadonlyMap<string, CacheCounts> = new Map()

async function askBelow(
  cache: EntityCache,
  next: SubgraphFetcher,
  request: Cacheable,
  name: string,
): Promise<SubgraphResponse> {
  const answer = await next({ ...request, coalesceKey: alikeness(cache, request) })
  const { use, errors } = answer
  if (use !== undefined && use.stale > 0 && errors.length === 0) renew(cache, next, request)
  const looked =
    errors.length === 0 && use?.kept !== undefined
      ? lookupInMemory(cache, listUnits(request, cache.varying))
      : []
  return looked.length === 0 ? answer : rememberWhole(cache, request, name, answer, looked)
}

/** Nobody waits for it: what it finds is in the cache for the next who ask, and a failure leaves things as they are. */
function renew(cache: EntityCache, next: SubgraphFetcher, request: Cacheable): void {
  const signal = new LightAbortController()
  const caching = { ...request.caching, isRefresh: true, collect: () => {} }
  next({ ...request, caching, signal, coalesceKey: `renew\n${alikeness(cache, request)}` }).catch(() => {})
}

/** Who asks after an invalidation must not join a call that began before it. */
function alikeness(cache: EntityCache, request: Cacheable): string {
  return `${cache.generationOf(request.subgraph)}\n${request.caching.rules.id}\n${audienceOf(request)}`
}
