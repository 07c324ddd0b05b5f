import type {
  SubgraphAnswer,
  SubgraphCall,
  SubgraphRequest,
  SubgraphWrapper,
} from '../../subgraphs/subgraphFetcher.ts'
import { describeUse, giveKnown, mergeData } from './assemble.ts'
import { keepAll, type KeptAll } from './store.ts'
import { lookBelow, takeTurn, type Turn } from './sharedLookup.ts'
import { isFresh, isGiveable, isWorthALook, lookInMemory, type AnswerCache, type Looked } from './lookup.ts'
import { listMisshapen, narrowRequest, readValue, translateErrors, type Narrowed } from './reduceRequest.ts'
import { rescue } from './serveStaleOnError.ts'
import { isCacheable, listUnits, type Cacheable } from './cacheUnits.ts'

/** Asks a subgraph only about what is not known, and keeps what it says. Stands below the single flight. */
export function withFetching(cache: AnswerCache): SubgraphWrapper {
  return (next) => (request) =>
    isCacheable(request) && isWorthALook(cache, request)
      ? fetchUnknown(cache, next, request)
      : listen(cache, next, request)
}

async function fetchUnknown(
  cache: AnswerCache,
  next: SubgraphCall,
  request: Cacheable,
): Promise<SubgraphAnswer> {
  const isEnough = request.caching.isRefresh ? isFresh : isGiveable
  const looked = lookInMemory(cache, listUnits(request, cache.varying))
  if (looked.every(isEnough)) return giveKnown(cache, request, looked)
  const below = await lookBelow(cache, request, looked)
  if (below.looked.every(isEnough)) return giveKnown(cache, request, below.looked)
  const turn = await takeTurn(cache, request, below)
  if (turn.looked.every(isFresh)) return giveKnown(cache, request, turn.looked)
  return fetchMissing(cache, next, request, turn)
}

/** The first header that says how long an answer may be kept makes it worth a look from then on. */
async function listen({ stating }: AnswerCache, next: SubgraphCall, request: SubgraphRequest) {
  const answer = await next(request)
  if ((answer.statement?.maxAge ?? 0) > 0) stating.add(request.subgraph)
  return answer
}

async function fetchMissing(
  cache: AnswerCache,
  next: SubgraphCall,
  request: Cacheable,
  turn: Turn,
): Promise<SubgraphAnswer> {
  const { looked, epoch, lease } = turn
  const missing = looked.filter((one) => !isFresh(one))
  const narrowed = narrowRequest(request, missing, looked.length)
  const generation = cache.generationOf(request.subgraph)
  const askedAt = cache.now()
  const fetched = await fetchOrFail(next, narrowed)
  if (fetched.kind === 'failed' || fetched.answer.data === null) {
    // Nobody waits for it: the level says nothing of its own faults.
    if (lease !== undefined) void cache.shared?.release(lease)
    return rescue(cache, request, looked, missing, fetched)
  }
  const isOvertaken = cache.generationOf(request.subgraph) !== generation
  const came = missing.map((before) => ({ before, value: readValue(narrowed, fetched.answer, before.unit) }))
  const kept = keepAll(cache, request, fetched.answer, askedAt, isOvertaken, came)
  // As above.
  if (epoch !== undefined) void cache.shared?.write(request.subgraph, epoch, kept.placed, lease)
  return giveFetched(cache, request, looked, narrowed, fetched.answer, kept)
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
  kept: KeptAll,
): SubgraphAnswer {
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
