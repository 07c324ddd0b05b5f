import { Lifeline } from '../../../kit/concurrency/lightAbortSignal.ts'
import type { SubgraphAnswer, SubgraphCall, SubgraphWrapper } from '../../subgraphs/subgraphFetcher.ts'
import type { Counts, Use } from '../caching.ts'
import { resultOf } from '../explainUses.ts'
import { giveKnown, rememberWhole } from './assemble.ts'
import { isFresh, isGiveable, isWorthALook, lookInMemory, type AnswerCache } from './lookup.ts'
import { audienceOf, isCacheable, listUnits, nameRequest, type Cacheable } from './cacheUnits.ts'

/**
 * Answers from this process's memory what lies there whole. What is past its age and within its grace is given at once
 * and renewed behind. `count` gets to know whatever is given.
 */
export function withMemory(cache: AnswerCache, count: (use: Use) => void): SubgraphWrapper {
  const give = (answer: SubgraphAnswer, { caching }: Cacheable): SubgraphAnswer => {
    const { use } = answer
    if (use === undefined) return answer
    caching.collect(use)
    count(use)
    return answer
  }
  return (next) =>
    observed(cache, (request) => {
      if (!isCacheable(request) || !isWorthALook(cache, request)) return next(request)
      const name = nameRequest(request, cache.varying)
      const whole = cache.ageLimit() === Infinity ? cache.assembled.get(name, cache.now()) : undefined
      if (whole !== undefined) return Promise.resolve(give(whole.answer, request))
      const looked = lookInMemory(cache, listUnits(request, cache.varying))
      if (looked.every(isFresh)) {
        const known = rememberWhole(cache, request, name, giveKnown(cache, request, looked), looked)
        return Promise.resolve(give(known, request))
      }
      if (looked.every(isGiveable)) {
        renew(cache, next, request)
        return Promise.resolve(give(giveKnown(cache, request, looked), request))
      }
      return askBelow(cache, next, request, name).then((answer) => give(answer, request))
    })
}

function observed({ observe }: AnswerCache, call: SubgraphCall): SubgraphCall {
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

const NO_COUNTS: ReadonlyMap<string, Counts> = new Map()

async function askBelow(
  cache: AnswerCache,
  next: SubgraphCall,
  request: Cacheable,
  name: string,
): Promise<SubgraphAnswer> {
  const answer = await next({ ...request, alike: alikeness(cache, request) })
  const { use, errors } = answer
  if (use !== undefined && use.stale > 0 && errors.length === 0) renew(cache, next, request)
  const looked =
    errors.length === 0 && use?.kept !== undefined
      ? lookInMemory(cache, listUnits(request, cache.varying))
      : []
  return looked.length === 0 ? answer : rememberWhole(cache, request, name, answer, looked)
}

/** Nobody waits for it: what it finds is in the cache for the next who ask, and a failure leaves things as they are. */
function renew(cache: AnswerCache, next: SubgraphCall, request: Cacheable): void {
  const signal = new Lifeline()
  const caching = { ...request.caching, isRefresh: true, collect: () => {} }
  next({ ...request, caching, signal, alike: `renew\n${alikeness(cache, request)}` }).catch(() => {})
}

/** Who asks after an invalidation must not join a call that began before it. */
function alikeness(cache: AnswerCache, request: Cacheable): string {
  return `${cache.generationOf(request.subgraph)}\n${request.caching.rules.id}\n${audienceOf(request)}`
}
