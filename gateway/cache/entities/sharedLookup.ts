import { setTimeout as sleep } from 'node:timers/promises'
import type { Lease, SharedRead } from './sharedLevel.ts'
import { isFresh, lookup, type EntityCache, type CacheLookup } from './lookup.ts'
import { digest } from '../../../kit/digest.ts'
import type { CacheableCall } from './cacheUnits.ts'

/** The look-ups after the shared level was read too. */
export interface SharedLookup {
  readonly lookups: readonly CacheLookup[]
  /** The subgraph's epoch before anything is fetched; undefined when the shared level is out of reach. */
  readonly epoch: string | undefined
}

/** The same, with the lease to fetch what is missing; without one if it could not be acquired in time. */
export interface LeasedLookup extends SharedLookup {
  readonly lease: Lease | undefined
}

/** How often, and for how long, a gateway reads the shared level again while another one has the lease. */
const POLL_MS = 20
const MAX_WAIT_MS = 2_000

/** Looks up in the shared level what is missing in memory; entries found there are in memory from then on. */
export async function lookupShared(
  cache: EntityCache,
  { subgraph }: CacheableCall,
  lookups: readonly CacheLookup[],
): Promise<SharedLookup> {
  const keys = listMissing(lookups)
  if (cache.shared === undefined || keys.length === 0) return { lookups, epoch: undefined }
  const generation = cache.generationOf(subgraph)
  const read = await cache.shared.read(subgraph, keys)
  return mergeRead(cache, subgraph, lookups, keys, read, generation)
}

/**
 * Acquires the lease to fetch what is missing, so that one gateway of all fetches it. A gateway that has to wait reads the
 * shared level again and again, and after a while fetches anyway.
 */
export async function acquireLease(
  cache: EntityCache,
  call: CacheableCall,
  before: SharedLookup,
): Promise<LeasedLookup> {
  const {
    subgraph,
    request: { signal },
  } = call
  const { shared } = cache
  let acquired: LeasedLookup = { ...before, lease: undefined }
  const name = digest(listMissing(before.lookups).toSorted().join('\n'))
  if (shared === undefined || !before.lookups.every(mayBeStored)) return acquired
  const deadline = performance.now() + MAX_WAIT_MS
  while (acquired.epoch !== undefined && !signal.aborted && performance.now() < deadline) {
    const keys = listMissing(acquired.lookups)
    const generation = cache.generationOf(subgraph)
    const reply = await shared.lease(subgraph, name, keys)
    acquired = {
      ...mergeRead(cache, subgraph, acquired.lookups, keys, reply, generation),
      lease: reply?.lease,
    }
    const isComplete = acquired.lookups.every(isFresh)
    // No caller waits for it: the shared level never rejects.
    if (isComplete && acquired.lease !== undefined) void shared.release(acquired.lease)
    if (isComplete || acquired.lease !== undefined) break
    await sleep(POLL_MS)
  }
  return acquired
}

function listMissing(lookups: readonly CacheLookup[]): readonly string[] {
  return lookups.flatMap((one) => (isFresh(one) ? [] : (one.unit.policy?.key ?? [])))
}

/** Another gateway need not be waited for where nothing that it fetches will be stored. */
function mayBeStored({ unit }: CacheLookup): boolean {
  return unit.policy !== undefined && (unit.policy.hint.maxAge ?? 0) > 0
}

function mergeRead(
  cache: EntityCache,
  subgraph: string,
  lookups: readonly CacheLookup[],
  keys: readonly string[],
  read: SharedRead | undefined,
  generation: number,
): SharedLookup {
  if (read === undefined) return { lookups, epoch: undefined }
  // The read began before an invalidation and ended after it: its entries may be those that were dropped.
  if (cache.generationOf(subgraph) !== generation) return { lookups, epoch: read.epoch }
  const found = new Map(keys.map((key, index) => [key, read.entries[index]]))
  const now = cache.now()
  const after = lookups.map((one): CacheLookup => {
    const { policy } = one.unit
    const sized = policy && found.get(policy.key)
    if (policy === undefined || sized === undefined) return one
    // Other gateways' clocks differ.
    const entry = { ...sized.entry, bornAt: Math.min(sized.entry.bornAt, now) }
    if (one.entry !== undefined && one.entry.bornAt >= entry.bornAt) return one
    const { key, group, names } = policy
    const resident = cache.memory.set({ key, group, names: names(), entry }, sized.bytes)
    return lookup(cache, one.unit, entry, resident, now)
  })
  return { lookups: after, epoch: read.epoch }
}
