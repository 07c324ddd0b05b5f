import type { Redis } from '../../../kit/redis.ts'
import { isRecord } from '../../../kit/isRecord.ts'
import type { Publication, PublicationStore } from '../publications.ts'
import type { Breaker } from './breaker.ts'
import { publicationsKey } from './names.ts'

/** Publications for all gateways of one Redis: a hash for each subgraph, with a field for each replica. */
export function sharePublications({
  redis,
  breaker,
}: {
  readonly redis: Redis
  readonly breaker: Breaker
}): PublicationStore {
  const send = (command: readonly string[]): Promise<unknown> =>
    redis.isReady ? breaker.run(() => redis.send(command)) : Promise.resolve(undefined)
  return {
    async list(subgraph) {
      const values = await send(['HVALS', publicationsKey(subgraph)])
      return Array.isArray(values) ? values.flatMap(parsePublication) : []
    },
    async put(subgraph, publication) {
      await send(['HSET', publicationsKey(subgraph), publication.replica, JSON.stringify(publication)])
    },
    async remove(subgraph, replicas) {
      if (replicas.length > 0) await send(['HDEL', publicationsKey(subgraph), ...replicas])
    },
  }
}

function parsePublication(bytes: unknown): readonly Publication[] {
  try {
    const value: unknown = JSON.parse(String(bytes))
    return isPublication(value) ? [value] : []
  } catch {
    return []
  }
}

function isPublication(value: unknown): value is Publication {
  return (
    isRecord(value) &&
    typeof value.replica === 'string' &&
    typeof value.digest === 'string' &&
    typeof value.isOver === 'boolean' &&
    typeof value.saidAt === 'number'
  )
}
