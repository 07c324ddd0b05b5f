import { setTimeout as sleep } from 'node:timers/promises'
import type { Lease, SharedRead } from './sharedLevel.ts'
import { isFresh, lookup, type EntityCache, type CacheLookup } from './lookup.ts'
import { digest } from '../../../kit/digest.ts'
import type { CacheableCall } from './cacheUnits.ts'

/** What is known after the shared level was asked too. */
export interface SharedLookup {
  readonly lookups: readonly CacheLookup[]
  /** The subgraph's epoch before anything is fetched; undefined when the shared level is out of reach. */
  readonly epoch: string | undefined
}

/** Whose turn it is to fetch what is missing. */
export interface LeasedLookup extends SharedLookup {
  readonly lease: Lease | undefined
}

/** How often, and how long, a gateway looks whether another has fetched what it misses itself. Milliseconds. */
const LOOK_EVERY = 20
const WAIT_AT_MOST = 2_000

/** Looks in the shared level for what memory does not have; what is there is in memory from then on. */
export async function lookupShared(
  cache: EntityCache,
  { subgraph }: CacheableCall,
  lookups: readonly CacheLookup[],
): Promise<SharedLookup> {
  const keys = listMissing(lookups)
  if (cache.shared === undefined || keys.length === 0) return { lookups, epoch: undefined }
  const generation = cache.generationOf(subgraph)
  const read = await cache.shared.read(subgraph, keys)
  return takeIn(cache, subgraph, lookups, keys, read, generation)
}

/**
 * Waits for the right to fetch what is missing, so that one gateway of all does. Who waits looks again and again
 * whether it is there, and after a while fetches it anyway.
 */
export async function acquireLease(
  cache: EntityCache,
  call: CacheableCall,
  below: SharedLookup,
): Promise<LeasedLookup> {
  const {
    subgraph,
    request: { signal },
  } = call
  const { shared } = cache
  let turn: LeasedLookup = { ...below, lease: undefined }
  const name = digest(listMissing(below.lookups).toSorted().join('\n'))
  if (shared === undefined || !below.lookups.every(mayBeKept)) return turn
  const deadline = performance.now() + WAIT_AT_MOST
  while (turn.epoch !== undefined && !signal.aborted && performance.now() < deadline) {
    const keys = listMissing(turn.lookups)
    const generation = cache.generationOf(subgraph)
    const leased = await shared.lease(subgraph, name, keys)
    turn = { ...takeIn(cache, subgraph, turn.lookups, keys, leased, generation), lease: leased?.lease }
    const isThere = turn.lookups.every(isFresh)
    // Nobody waits for it: the level says nothing of its own faults.
    if (isThere && turn.lease !== undefined) void shared.release(turn.lease)
    if (isThere || turn.lease !== undefined) break
    await sleep(LOOK_EVERY)
  }
  return turn
}

function listMissing(lookups: readonly CacheLookup[]): readonly string[] {
  return lookups.flatMap((one) => (isFresh(one) ? [] : (one.unit.policy?.key ?? [])))
}

/** Others need not be waited for where nothing that they fetch will be kept. */
function mayBeKept({ unit }: CacheLookup): boolean {
  return unit.policy !== undefined && (unit.policy.hint.maxAge ?? 0) > 0
}

function takeIn(
  cache: EntityCache,
  subgraph: string,
  lookups: readonly CacheLookup[],
  keys: readonly string[],
  read: SharedRead | undefined,
  generation: number,
): SharedLookup {
  if (read === undefined) return { lookups, epoch: undefined }
  // Read before something was dropped, and come after: it may be what was dropped.
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
    const held = cache.memory.set({ key, group, names: names(), entry }, sized.bytes)
    return lookup(cache, one.unit, entry, held, now)
  })
  return { lookups: after, epoch: read.epoch }
}
