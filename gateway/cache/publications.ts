import type { Invalidation } from './invalidation.ts'

/** What one replica of a subgraph answers from, as it said itself. */
export interface Publication {
  readonly replica: string
  /** Stands for all of its records. */
  readonly digest: string
  /** The replica is no more, but some of what it answered may be kept. */
  readonly isOver: boolean
  /** When it was said, in milliseconds. */
  readonly saidAt: number
}

/** Remembers publications: in this gateway, or for all that share a Redis. A fault is that none is remembered. */
export interface PublicationStore {
  list(subgraph: string): Promise<readonly Publication[]>
  put(subgraph: string, publication: Publication): Promise<void>
  remove(subgraph: string, replicas: readonly string[]): Promise<void>
}

/** A replica that was killed never says that it is over; nothing that it answered is kept for longer. */
const REMEMBERED_MS = 7 * 86_400_000

/**
 * Whether nothing is to be dropped: a replica begins with what all others have published, whose answers are what may be
 * kept, or ends. Others, or none, mean that something older or newer may be kept.
 */
export async function isNothingNew(
  store: PublicationStore,
  invalidation: Invalidation,
  now: number,
): Promise<boolean> {
  const { subgraph, publication } = invalidation
  if (publication === undefined || publication.at === 'change') return false
  if (publication.at === 'end') return true
  const known = await listCurrent(store, subgraph, now)
  return known.length > 0 && known.every(({ digest }) => digest === publication.digest)
}

/** Remembers what a replica has said, once what had to be dropped for it is dropped. */
export async function rememberPublication(
  store: PublicationStore,
  { subgraph, publication }: Invalidation,
  now: number,
): Promise<void> {
  if (publication === undefined) return
  const { replica, digest, at } = publication
  const others = (await listCurrent(store, subgraph, now)).filter((one) => one.replica !== replica)
  // All that is kept was dropped at a beginning, or is what another has published as well.
  const isTold = others.some((one) => one.digest === digest && !one.isOver)
  if (at === 'end' && isTold) return store.remove(subgraph, [replica])
  if (at === 'start') await store.remove(subgraph, others.filter(({ isOver }) => isOver).map(replicaOf))
  await store.put(subgraph, { replica, digest, isOver: at === 'end', saidAt: now })
}

export function createPublicationMemory(): PublicationStore {
  const bySubgraph = new Map<string, Map<string, Publication>>()
  return {
    list: async (subgraph) => [...(bySubgraph.get(subgraph)?.values() ?? [])],
    async put(subgraph, publication) {
      const known = bySubgraph.get(subgraph) ?? new Map<string, Publication>()
      bySubgraph.set(subgraph, known.set(publication.replica, publication))
    },
    async remove(subgraph, replicas) {
      for (const replica of replicas) bySubgraph.get(subgraph)?.delete(replica)
    },
  }
}

async function listCurrent(store: PublicationStore, subgraph: string, now: number) {
  const all = await store.list(subgraph)
  const old = all.filter(({ saidAt }) => now - saidAt > REMEMBERED_MS)
  if (old.length > 0) await store.remove(subgraph, old.map(replicaOf))
  return all.filter((one) => !old.includes(one))
}

function replicaOf({ replica }: Publication): string {
  return replica
}
