import type { SubgraphAnswer, SubgraphCall, SubgraphWrapper } from '../fetch/fetch.ts'
import { describeUse, giveKnown, mergeData } from './give.ts'
import { keepAll } from './keep.ts'
import { isFresh, isGiveable, lookInMemory, type AnswerCache, type Looked } from './look.ts'
import { listMisshapen, narrowRequest, readValue, translateErrors, type Narrowed } from './narrow.ts'
import { rescue } from './rescue.ts'
import { isCacheable, listUnits, type Cacheable } from './units.ts'

/** Asks a subgraph only about what is not known, and keeps what it says. Stands below the single flight. */
export function withFetching(cache: AnswerCache): SubgraphWrapper {
  return (next) => async (request) => {
    if (!isCacheable(request)) return next(request)
    const looked = lookInMemory(cache, listUnits(request))
    const isEnough = request.caching.isRefresh ? isFresh : isGiveable
    if (looked.every(isEnough)) return giveKnown(cache, request, looked)
    return fetchMissing(cache, next, request, looked)
  }
}

async function fetchMissing(
  cache: AnswerCache,
  next: SubgraphCall,
  request: Cacheable,
  looked: readonly Looked[],
): Promise<SubgraphAnswer> {
  const missing = looked.filter((one) => !isFresh(one))
  const narrowed = narrowRequest(request, missing, looked.length)
  const generation = cache.generationOf(request.subgraph)
  const askedAt = cache.now()
  const fetched = await fetchOrFail(next, narrowed)
  if (fetched.kind === 'failed' || fetched.answer.data === null)
    return rescue(cache, request, looked, missing, fetched)
  const isOvertaken = cache.generationOf(request.subgraph) !== generation
  return giveFetched(cache, request, looked, narrowed, fetched.answer, askedAt, isOvertaken)
}

export type Fetched =
  | { readonly kind: 'answered'; readonly answer: SubgraphAnswer }
  | { readonly kind: 'failed'; readonly error: unknown }

async function fetchOrFail(next: SubgraphCall, { request }: Narrowed): Promise<Fetched> {
  try {
    return { kind: 'answered', answer: await next(request) }
  } catch (error) {
    return { kind: 'failed', error }
  }
}

function giveFetched(
  cache: AnswerCache,
  request: Cacheable,
  looked: readonly Looked[],
  narrowed: Narrowed,
  answer: SubgraphAnswer,
  askedAt: number,
  isOvertaken: boolean,
): SubgraphAnswer {
  const came = looked
    .filter(({ unit }) => narrowed.places.has(unit))
    .map((before) => ({ before, value: readValue(narrowed, answer, before.unit) }))
  const kept = keepAll(cache, request.subgraph, answer, askedAt, isOvertaken, came)
  const byUnit = new Map(kept.looked.map((one) => [one.unit, one]))
  const after = looked.map((one) => byUnit.get(one.unit) ?? one)
  const data = mergeData(request, after)
  // What is misshapen goes on as it came: the engine says what is wrong with it.
  for (const [key, entities] of listMisshapen(narrowed, request.ask, answer)) data[key] = entities
  return {
    ...answer,
    data,
    errors: translateErrors(narrowed, request.ask, answer.errors),
    use: describeUse(cache, request, looked, after, kept.reason),
  }
}
