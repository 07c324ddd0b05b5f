import type { Log } from '../../kit/log.ts'
import { sealLine, type ChainEnd, type Link } from './chain.ts'
import type { AuditKeys } from './keys.ts'

/** Where the lines of an audit trail are stored. */
export interface AuditStore {
  /** Opens the store, or opens it again after a failure, and tells where its chain ends. */
  open(): Promise<OpenedStore>
  close(): Promise<void>
}

export interface OpenedStore {
  readonly end: ChainEnd
  /** The notes that the next line must carry on the text before it. */
  readonly notes: Notes
  /** Appends whole lines; what it returns is what the line after them must say. */
  append(text: string, end: ChainEnd): Promise<Notes>
}

export type Notes = Omit<Link, 'number' | 'previous'>

export interface AuditTrail {
  /** Whether records are being written: false while the store fails. */
  readonly isKeeping: () => boolean
  /** How many records are not written yet. */
  readonly backlog: () => number
  /** Takes a record; it is written soon afterwards. False when there is no room for it. */
  append(record: object): boolean
  /** Takes a record and waits until the store has it, though not for long; false where it may not have it. */
  store(record: object): Promise<boolean>
  /** Writes what waits and closes the store. */
  stop(): Promise<void>
}

const WRITE_AFTER_MS = 200
const RETRY_AFTER_MS = 2_000
const RETRY_AT_LEAST_EVERY_MS = 60_000
/** Sealing these takes about a millisecond, for which every request waits. */
const BATCH = 100
/** Records that may wait while the store is slow or fails. */
const MAX_WAITING = 10_000
/** A disk that takes longer counts as one that fails. */
const STORE_DEADLINE_MS = 5_000

interface Waiting {
  readonly record: object
  readonly notes: Notes
  /** Tells whoever waits for it whether it is stored. */
  readonly settle?: (isStored: boolean) => void
}

/** Keeps records in the order in which they come, without keeping their requests waiting. */
export async function startAuditTrail(
  store: AuditStore,
  log: Log,
  keys: AuditKeys = [],
  maxWaiting = MAX_WAITING,
): Promise<AuditTrail> {
  const first = await store.open().catch(async (error: unknown) => {
    await store.close()
    throw error
  })
  let opened: OpenedStore | null = first
  let { end, notes } = first
  const waiting: Waiting[] = []
  let lost = 0
  let retryAfter = RETRY_AFTER_MS
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | null = null

  const schedule = (delay: number) => {
    timer ??= setTimeout(() => {
      timer = undefined
      writing ??= write().finally(() => {
        writing = null
        if (waiting.length > 0) schedule(opened ? 0 : retryAfter)
      })
    }, delay).unref()
  }

  const write = async (): Promise<void> => {
    try {
      opened ??= await reopen()
      while (waiting.length > 0) await writeBatch(opened)
      retryAfter = RETRY_AFTER_MS
    } catch (error) {
      opened = null
      for (const { settle } of waiting) settle?.(false)
      retryAfter = Math.min(2 * retryAfter, RETRY_AT_LEAST_EVERY_MS)
      log.error({ err: error, waiting: waiting.length, retryAfter }, 'the audit trail cannot be written')
    }
  }

  /** Some lines of the batch that failed may have been written: the store's own end tells how many. */
  const reopen = async (): Promise<OpenedStore> => {
    const again = await store.open()
    const stored = waiting.splice(0, Math.max(0, again.end.number - end.number))
    for (const { settle } of stored) settle?.(true)
    ;({ end, notes } = again)
    return again
  }

  const writeBatch = async (to: OpenedStore): Promise<void> => {
    const batch = waiting.slice(0, BATCH)
    let text = ''
    let last = end
    for (const [index, { record, notes: own }] of batch.entries()) {
      const sealed = sealLine(last, record, index === 0 ? { ...notes, ...own } : own, keys)
      text += `${sealed.line}\n`
      last = sealed.end
    }
    notes = await to.append(text, last)
    end = last
    waiting.splice(0, batch.length)
    for (const { settle } of batch) settle?.(true)
  }

  const take = (record: object, settle?: Waiting['settle']): boolean => {
    if (waiting.length >= maxWaiting) {
      if (lost++ === 0) log.error({ waiting: waiting.length }, 'audit records are lost: too many wait')
      return false
    }
    waiting.push({ record, notes: lost > 0 ? { lost } : NO_NOTES, ...(settle && { settle }) })
    lost = 0
    return true
  }

  return {
    isKeeping: () => opened !== null && waiting.length < maxWaiting,
    backlog: () => waiting.length,
    append(record) {
      if (!take(record)) return false
      if (!writing) schedule(opened ? WRITE_AFTER_MS : retryAfter)
      return true
    },
    store(record) {
      return new Promise((resolve) => {
        const deadline = setTimeout(resolve, STORE_DEADLINE_MS, false)
        const settle = (isStored: boolean): void => {
          clearTimeout(deadline)
          resolve(isStored)
        }
        if (!take(record, settle) || opened === null) settle(false)
        else if (!writing) {
          // What others left for later goes with it.
          clearTimeout(timer)
          timer = undefined
          schedule(0)
        }
      })
    },
    async stop() {
      clearTimeout(timer)
      await writing
      clearTimeout(timer)
      if (waiting.length > 0) await write()
      if (waiting.length > 0) log.error({ waiting: waiting.length }, 'audit records were never written')
      await store.close()
    },
  }
}

const NO_NOTES: Notes = Object.freeze({})
