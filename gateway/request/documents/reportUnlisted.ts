import { LRUCache } from 'lru-cache'
import { sha256Hex } from '../../../kit/digest.ts'
import type { Log } from '../../../kit/log.ts'

/** Tells of an operation that would be refused if only listed ones were answered. */
export type ReportUnlisted = (text: string, requestId: string) => void

const QUIET_MS = 60_000
const MAX_DOCUMENTS = 1_000
/** Anybody may ask what nobody has asked before: the log must not be filled with it. */
const LINES_A_MINUTE = 60
const TOLD_CHARACTERS = 200

/**
 * Counts each request, and logs each operation at most once a minute, all of them at most sixty times. `now` is
 * milliseconds.
 */
export function createReportUnlisted(log: Log, now: () => number, count: () => void): ReportUnlisted {
  const toldAt = new LRUCache<string, number>({ max: MAX_DOCUMENTS })
  let minute = { start: -Infinity, lines: 0 }
  return (text, requestId) => {
    count()
    const at = now()
    if (at - minute.start >= QUIET_MS) minute = { start: at, lines: 0 }
    const hash = sha256Hex(text)
    if (minute.lines >= LINES_A_MINUTE || at - (toldAt.get(hash) ?? -Infinity) < QUIET_MS) return
    minute.lines += 1
    toldAt.set(hash, at)
    const told = text.slice(0, TOLD_CHARACTERS)
    log.warn({ requestId, hash, text: told }, 'operation is not on the list of trusted documents')
  }
}
