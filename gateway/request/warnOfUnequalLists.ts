import { LRUCache } from 'lru-cache'
import type { UnequalLists } from '../../engine/index.ts'
import type { Log } from '../../kit/log.ts'

export type WarnOfUnequalLists = (lists: readonly UnequalLists[]) => void

const QUIET_MS = 60_000
const MAX_FIELDS = 1_000

/** Logs where subgraphs disagree on the length of a list, at most once a minute for each field. `now` is milliseconds. */
export function createWarnOfUnequalLists(log: Log, now: () => number): WarnOfUnequalLists {
  const warnedAt = new LRUCache<string, number>({ max: MAX_FIELDS })
  return (lists) => {
    for (const { coordinate, subgraphs, lengths } of lists) {
      const at = now()
      if (at - (warnedAt.get(coordinate) ?? -Infinity) < QUIET_MS) continue
      warnedAt.set(coordinate, at)
      log.warn({ field: coordinate, subgraphs, lengths }, 'subgraphs gave lists of unequal lengths')
    }
  }
}
