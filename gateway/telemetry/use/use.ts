import type { Log } from '../../../kit/log.ts'
import { dayNumber, dayText, type UseBatch } from './batch.ts'
import { openFileStore } from './fileStore.ts'
import { createMemoryStore } from './memoryStore.ts'
import type { CountUse } from './observation.ts'
import { openPostgresStore } from './postgresStore.ts'
import { createUnsent, type Unsent } from './unsent.ts'
import { createUseCounter, USE_LIMITS, type UseLimits } from './useCounter.ts'
import type { UseStore } from './useStore.ts'

export interface UseSettings {
  /** PostgreSQL, which many gateways may share; undefined for files of this process. */
  readonly databaseUrl: string | undefined
  /** The folder for what outlives the process; undefined to keep it in memory. */
  readonly stateFolder: string | undefined
  readonly flushMs: number
}

/** Who uses what: counted at each request, kept in batches. */
export interface Use {
  readonly count: CountUse
  readonly store: Pick<UseStore, 'readFields' | 'readMonths'>
  /** Requests since the start whose use found no room or was refused by the store, as of the last flush. */
  readonly dropped: () => number
  /** Keeps what was counted; where that fails it waits, which the log says. */
  flush(): Promise<void>
  /** Keeps what was counted, within what its store allows a statement. */
  stop(): Promise<void>
}

/** Said at most so often while the store is away. */
const TOLD_EVERY_MS = 60_000

export async function startUse(
  settings: UseSettings,
  log: Log,
  limits: UseLimits = USE_LIMITS,
): Promise<Use> {
  const store = await openStore(settings, log)
  const counter = createUseCounter(limits)
  const unsent = openUnsent(settings)
  /** Written, but not known to be kept, or without room in a file: it is sent as it is, so that it cannot be counted twice. */
  let waiting: UseBatch | null = null
  /** Not told of yet, and since the start. */
  let dropped = 0
  let droppedInAll = 0
  let toldAt = -Infinity
  let flushing: Promise<void> | null = null

  const drop = (requests: number): void => {
    dropped += requests
    droppedInAll += requests
  }

  const tell = (error: unknown): void => {
    if (performance.now() - toldAt < TOLD_EVERY_MS) return
    toldAt = performance.now()
    log.warn({ err: error, dropped }, 'counts of use wait: their store did not take them')
  }

  /** What the store will never take is dropped, and keeps nothing behind it waiting. */
  const write = async (batch: UseBatch): Promise<void> => {
    try {
      await store.write(batch)
    } catch (error) {
      if (!isRefused(error)) throw error
      drop(requestsOf(batch))
      tell(error)
    }
  }

  const writeAll = async (): Promise<void> => {
    await unsent?.send(write)
    if (waiting !== null) await write(waiting)
    waiting = counter.drain()
    if (waiting !== null) await write(waiting)
    waiting = null
  }

  /** A process that is killed meanwhile loses no more than one that is not away. Where there is no file it waits in memory. */
  const keepWaiting = async (): Promise<void> => {
    if (unsent === undefined) return
    waiting ??= counter.drain()
    if (waiting !== null && (await unsent.keep(waiting))) waiting = null
  }

  const flushOnce = async (): Promise<void> => {
    const droppedBefore = droppedInAll
    try {
      await writeAll()
      if (droppedInAll === droppedBefore) toldAt = -Infinity
      drop(counter.takeDropped())
      if (dropped > 0) log.warn({ dropped }, 'requests whose use found no room and was not counted')
      dropped = 0
    } catch (error) {
      await keepWaiting()
      drop(counter.takeDropped())
      tell(error)
    }
  }

  const flushAtMostOnce = (): Promise<void> => {
    flushing ??= flushOnce().finally(() => {
      flushing = null
    })
    return flushing
  }

  /** One that is under way may have begun before the last was counted. */
  const flush = async (): Promise<void> => {
    await flushing
    await flushAtMostOnce()
  }

  const timer = setInterval(() => void flushAtMostOnce(), settings.flushMs)
  timer.unref()
  return {
    count: counter.count,
    store,
    dropped: () => droppedInAll,
    flush,
    async stop() {
      clearInterval(timer)
      await flush()
      for (const batch of [waiting, counter.drain()])
        if (batch !== null && !(await unsent?.keep(batch)))
          log.warn({ requests: requestsOf(batch) }, 'counts of use are lost: their store did not take them')
      await store.close()
    },
  }
}

async function openStore({ databaseUrl, stateFolder }: UseSettings, log: Log): Promise<UseStore> {
  if (databaseUrl !== undefined) return openPostgresStore(databaseUrl, log)
  if (stateFolder === undefined) return createMemoryStore()
  try {
    return await openFileStore({ folder: useFolder(stateFolder), writer: 'gateway' })
  } catch (error) {
    // Requests are answered whether or not somebody counts them: on a read-only disk too.
    log.warn({ err: error, stateFolder }, 'use is kept in memory: nothing can be written to STATE_DIR')
    return createMemoryStore()
  }
}

/** Files of a gateway have the same disk to fail on; memory has none. */
function openUnsent({ databaseUrl, stateFolder }: UseSettings): Unsent | undefined {
  if (databaseUrl === undefined || stateFolder === undefined) return undefined
  return createUnsent(`${stateFolder}/use-unsent`)
}

function requestsOf(batch: UseBatch | null): number {
  return batch === null ? 0 : batch.operations.reduce((sum, { requests }) => sum + requests, 0)
}

/** The folder of all processes' counts in the folder for state. */
export function useFolder(stateFolder: string): string {
  return `${stateFolder}/use`
}

/**
 * A batch that PostgreSQL cannot hold would keep all later ones waiting for ever: data of no type (SQLSTATE class 22), a
 * day that has no partition any more (23).
 */
function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['22', '23'].includes(String(error.code).slice(0, 2))
}

/** Today in Macao. */
export function dayOf(now: Date): string {
  return dayText(dayNumber(now.getTime()))
}
