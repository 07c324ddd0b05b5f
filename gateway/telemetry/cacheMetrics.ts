import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Counter as CounterOf, Registry as RegistryOf } from 'prom-client'
import type { CacheCounts } from '../cache/caching.ts'
import type { EntityCache, Observe } from '../cache/entities/lookup.ts'
import { OPEN_METRICS, prefersOpenMetrics, printOpenMetrics } from './metrics/openMetrics.ts'

/** Counts of the cache's work, for Prometheus, and what prints all others. */
export interface CacheMetrics {
  readonly observe: Observe
  /** Also prints the sizes of this cache and of each of the gateway's memories, which `readMemories` names. */
  watch(cache: EntityCache | undefined, readMemories: () => Readonly<Record<string, number>>): void
  /** All that is counted, of requests too. */
  readonly registry: RegistryOf
  /** Reads what is weighed anew. */
  update(): void
  /** Counts a request whose operation is not on the list of trusted documents, where these are reported. */
  countUnlisted(): void
}

/** Buckets from an answer out of memory to a subgraph's deadline. */
const SECONDS = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]

/** Its library is loaded only where metrics are on. */
export async function createCacheMetrics(): Promise<CacheMetrics> {
  const { Counter, Gauge, Histogram, Registry } = await import('prom-client')
  const registry = new Registry()
  const registers = [registry]
  const entities = new Counter({
    name: 'gateway_cache_entities_total',
    help: 'Entities asked for, where the root fields of a call count as one, by whether they were known.',
    labelNames: ['subgraph', 'type', 'result'],
    registers,
  })
  const calls = new Histogram({
    name: 'gateway_cache_call_seconds',
    help: 'How long it took to answer a call, by whether all of it was known: hit, stale, partial, miss or bypass.',
    labelNames: ['subgraph', 'result'],
    buckets: SECONDS,
    registers,
  })
  const bytes = new Gauge({
    name: 'gateway_cache_memory_bytes',
    help: 'What the entries in memory are taken to weigh.',
    registers,
  })
  const shared = new Gauge({
    name: 'gateway_cache_redis_up',
    help: '1 while Redis answers in time and tells what others drop, else 0; absent without Redis.',
    registers,
  })
  // The library begins with 0, which would say that a gateway without Redis has lost it.
  shared.remove()
  const memories = new Gauge({
    name: 'gateway_memory_bytes',
    help: "What each of the gateway's memories is taken to weigh.",
    labelNames: ['memory'],
    registers,
  })
  const unlisted = new Counter({
    name: 'gateway_unlisted_documents_total',
    help: 'Requests answered that would be refused if only trusted documents were; counted with TRUSTED_DOCUMENTS=report.',
    registers,
  })
  let watched: EntityCache | undefined
  let readWeights: () => Readonly<Record<string, number>> = () => ({})
  const update = (): void => {
    for (const [memory, weight] of Object.entries(readWeights())) memories.set({ memory }, weight)
    if (watched !== undefined) bytes.set(watched.memory.bytes)
    if (watched?.shared !== undefined) shared.set(watched.shared.isHeard ? 1 : 0)
  }
  return {
    registry,
    update,
    observe(subgraph, result, milliseconds, byType) {
      calls.observe({ subgraph, result }, milliseconds / 1_000)
      for (const [type, counts] of byType) count(entities, subgraph, type, counts)
    },
    watch(cache, readMemories) {
      watched = cache
      readWeights = readMemories
    },
    countUnlisted: () => unlisted.inc(),
  }
}

export const METRICS_PATH = '/metrics'

/** The text that Prometheus reads, in the form that it asks for. */
export async function answerMetrics(
  { registry, update }: CacheMetrics,
  { headers: { accept } }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isOpen = prefersOpenMetrics(accept)
  update()
  const text = await (isOpen ? printOpenMetrics(registry) : registry.metrics())
  const contentType = isOpen ? OPEN_METRICS : registry.contentType
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text)
}

function count(
  counter: CounterOf<'subgraph' | 'type' | 'result'>,
  subgraph: string,
  type: string,
  { total, hits, stale }: CacheCounts,
): void {
  if (hits > stale) counter.inc({ subgraph, type, result: 'hit' }, hits - stale)
  if (stale > 0) counter.inc({ subgraph, type, result: 'stale' }, stale)
  if (total > hits) counter.inc({ subgraph, type, result: 'miss' }, total - hits)
}
