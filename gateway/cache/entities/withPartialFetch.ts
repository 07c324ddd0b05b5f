import type {
  SubgraphResponse,
  SubgraphFetcher,
  SubgraphRequest,
  SubgraphWrapper,
} from '../../subgraphs/subgraphFetcher.ts'
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
import { isCacheable, listUnits, type Cacheable } from './cacheUnits.ts'

/** Asks a subgraph only about what is not known, and keeps what it says. Stands below the single flight. */
export function withPartialFetch(cache: EntityCache): SubgraphWrapper {
  return (next) => (request) =>
    isCacheable(request) && isCacheableAtAll(cache, request)
      ? fetchUnknown(cache, next, request)
      : learnLifetime(cache, next, request)
}

async function fetchUnknown(
  cache: EntityCache,
  next: SubgraphFetcher,
  request: Cacheable,
): Promise<SubgraphResponse> {
  const isEnough = request.caching.isRefresh ? isFresh : isUsable
  const looked = lookupInMemory(cache, listUnits(request, cache.varying))
  if (looked.every(isEnough)) return assembleKnown(cache, request, looked)
  const below = await lookupShared(cache, request, looked)
  if (below.looked.every(isEnough)) return assembleKnown(cache, request, below.looked)
  const turn = await acquireLease(cache, request, below)
  if (turn.looked.every(isFresh)) return assembleKnown(cache, request, turn.looked)
  return fetchMissing(cache, next, request, turn)
}

/** The first header that says how long an answer may be kept makes it worth a look from then on. */
async function learnLifetime({ stating }: EntityCache, next: SubgraphFetcher, request: SubgraphRequest) {
  const answer = await next(request)
  if ((answer.cacheControl?.maxAge ?? 0) > 0) stating.add(request.subgraph)
  return answer
}

async function fetchMissing(
  cache: EntityCache,
  next: SubgraphFetcher,
  request: Cacheable,
  turn: LeasedLookup,
): Promise<SubgraphResponse> {
  const { looked, epoch, lease } = turn
  const missing = looked.filter((one) => !isFresh(one))
  const narrowed = reduceRequest(request, missing, looked.length)
  const generation = cache.generationOf(request.subgraph)
  const askedAt = cache.now()
  const fetched = await fetchOrFail(next, narrowed)
  if (fetched.kind === 'failed' || fetched.answer.data === null) {
    // Nobody waits for it: the level says nothing of its own faults.
    if (lease !== undefined) void cache.shared?.release(lease)
    return serveStaleOnError(cache, request, looked, missing, fetched)
  }
  const isOvertaken = cache.generationOf(request.subgraph) !== generation
  const came = missing.map((before) => ({ before, value: readUnit(narrowed, fetched.answer, before.unit) }))
  const kept = storeUnits(cache, request, fetched.answer, askedAt, isOvertaken, came)
  // As above.
  if (epoch !== undefined) void cache.shared?.write(request.subgraph, epoch, kept.placed, lease)
  return assembleFetched(cache, request, looked, narrowed, fetched.answer, kept)
}

function assembleFetched(
  cache: EntityCache,
  request: Cacheable,
  looked: readonly CacheLookup[],
  narrowed: ReducedRequest,
  answer: SubgraphResponse,
  kept: StoredUnits,
): SubgraphResponse {
  const byUnit = new Map(kept.looked.map((one) => [one.unit, one]))
  const after = looked.map((one) => byUnit.get(one.unit) ?? one)
  const data = mergeData(request, after)
  // What is misshapen goes on as it came: the engine says what is wrong with it.
  for (const [key, entities] of listMisshapen(narrowed, request.fetch, answer)) data[key] = entities
  return {
    ...answer,
    data,
    errors: translateErrors(narrowed, request.fetch, answer.errors),
    use: describeUse(cache, request, looked, after, kept.reason),
  }
}
