import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** A folder that one process writes to. */
export interface ClaimedFolder {
  readonly path: string
  /** Says that the process still lives; called at every writing. */
  hold(): Promise<void>
  release(): Promise<void>
}

/** A holder that has not written for so long, on another machine, is taken to be gone. */
const ABANDONED_MS = 24 * 3_600_000
const MOST_HOLDERS = 100

/** Claims `<folder>/<name>`, or `<name>-2` and so on where other processes have it. */
export async function claimFolder(folder: string, name: string): Promise<ClaimedFolder> {
  for (let number = 1; number <= MOST_HOLDERS; number++) {
    const path = join(folder, number === 1 ? name : `${name}-${number}`)
    await mkdir(path, { recursive: true, mode: 0o700 })
    const lock = join(path, 'lock')
    if (!(await tryLock(lock))) continue
    return {
      path,
      async hold() {
        const now = new Date()
        await utimes(lock, now, now)
      },
      async release() {
        held.delete(lock)
        await rm(lock, { force: true })
      },
    }
  }
  throw new Error(`${folder}: expected fewer than ${MOST_HOLDERS} processes that write to it.`)
}

/** The locks of this process: a lock with its own number that is not among them was left by a dead one. */
const held = new Set<string>()

async function tryLock(lock: string): Promise<boolean> {
  for (const attempt of [1, 2]) {
    try {
      const handle = await open(lock, 'wx', 0o600)
      await handle.writeFile(`${hostname()} ${process.pid}`)
      await handle.close()
      held.add(lock)
      return true
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      if (attempt === 2 || !(await isAbandoned(lock))) return false
      await rm(lock, { force: true })
    }
  }
  return false
}

async function isAbandoned(lock: string): Promise<boolean> {
  if (held.has(lock)) return false
  const [host, pid] = (await readFile(lock, 'utf8').catch(() => '')).split(' ')
  if (host === hostname() && pid !== undefined) return !isAlive(Number(pid))
  const written = await stat(lock).catch(() => null)
  return written !== null && Date.now() - written.mtimeMs > ABANDONED_MS
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
