import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { link, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRecord } from '../../kit/isRecord.ts'

/** The right of one process to write a file, which stands beside it in `<file>.lock`. */
export interface FileLock {
  /** Whether the lock is still ours: whoever stood still for long may have lost it. */
  isHeld(): Promise<boolean>
  release(): Promise<void>
}

/** Milliseconds. */
export interface LockTimes {
  /** How often a holder shows that it lives. */
  readonly renewal: number
  /** How long a holder whose process cannot be seen from here is watched for that. */
  readonly watch: number
}

const TIMES: LockTimes = { renewal: 3_000, watch: 10_000 }
const ATTEMPTS = 5

/** Who holds a lock. */
interface Holder {
  readonly token: string
  /** Where its process can be seen: a machine since it was started, and a set of processes there. */
  readonly place: string
  readonly pid: number
  /** When the process began, which tells it from a later one of the same number; null where that cannot be known. */
  readonly began: string | null
}

/** Acquires the lock of a file; takes over that of a process that is dead. Throws where another process has it. */
export async function acquireFileLock(file: string, times: LockTimes = TIMES): Promise<FileLock> {
  const lock = `${file}.lock`
  const holder: Holder = { token: randomUUID(), place: PLACE, pid: process.pid, began: beganAt('self') }
  const text = JSON.stringify(holder)
  const draft = `${lock}.${holder.token}`
  await writeFile(draft, text, { flag: 'wx', mode: 0o600 })
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (await linkNew(draft, lock)) return await holdLock(lock, text, times)
      const other = await readIfThere(lock)
      if (other === null) continue
      if (await isAlive(lock, other, times)) throw heldByAnother(file, lock, other)
      await removeDead(lock, other, `${draft}.dead`)
    }
    throw new Error(`${lock} changes hands too often.`)
  } finally {
    await rm(draft, { force: true })
  }
}

async function holdLock(lock: string, text: string, { renewal }: LockTimes): Promise<FileLock> {
  const handle = await open(lock, 'r+')
  // The file system's own clock then says when that was; a renewal that fails shows itself by the next one.
  const timer = setInterval(() => void handle.write(text, 0).catch(() => {}), renewal).unref()
  const isHeld = async (): Promise<boolean> => (await readIfThere(lock)) === text
  return {
    isHeld,
    async release() {
      clearInterval(timer)
      await handle.close()
      if (await isHeld()) await rm(lock, { force: true })
    },
  }
}

/** Gives a file a second name, unless there is such a file: whole or not at all, for all processes alike. */
async function linkNew(existing: string, name: string): Promise<boolean> {
  try {
    await link(existing, name)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

async function isAlive(lock: string, text: string, times: LockTimes): Promise<boolean> {
  const holder = parseHolder(text)
  if (holder?.place === PLACE) return isRunning(holder)
  return isRenewed(lock, times.watch)
}

function isRunning({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // A process of another user is there and may not be signalled.
    if (isCode(error, 'ESRCH')) return false
  }
  return began === beganAt(String(pid))
}

/** Clocks of two machines differ: a holder lives whose lock changes while it is watched. */
async function isRenewed(lock: string, watch: number): Promise<boolean> {
  const before = await changedAt(lock)
  const deadline = performance.now() + watch
  while (performance.now() < deadline) {
    await sleep(watch / 20)
    const now = await changedAt(lock)
    if (now !== before) return now !== null
  }
  return false
}

async function changedAt(path: string): Promise<number | null> {
  const found = await stat(path).catch(nullIfMissing)
  return found && found.mtimeMs
}

/** Two may find the same dead holder, and the slower one would remove the lock of the faster: it puts that one back. */
async function removeDead(lock: string, text: string, aside: string): Promise<void> {
  try {
    await rename(lock, aside)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return
    throw error
  }
  if ((await readIfThere(aside)) !== text) await linkNew(aside, lock)
  await rm(aside, { force: true })
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(nullIfMissing)
}

function nullIfMissing(error: unknown): null {
  if (isCode(error, 'ENOENT')) return null
  throw error
}

function heldByAnother(file: string, lock: string, text: string): Error {
  const holder = parseHolder(text)
  const who = holder === null ? 'another process' : `process ${holder.pid} at ${holder.place.split(' ')[0]}`
  return new Error(
    `expected a file that no other process writes to; got ${file}, the one of ${who} (${lock})`,
  )
}

function parseHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text)
    return isHolder(value) ? value : null
  } catch {
    return null
  }
}

function isHolder(value: unknown): value is Holder {
  if (!isRecord(value)) return false
  const { token, place, pid, began } = value
  return (
    typeof token === 'string' &&
    typeof place === 'string' &&
    Number.isSafeInteger(pid) &&
    (typeof began === 'string' || began === null)
  )
}

/** Containers share a machine and not their processes' numbers. */
const PLACE = [
  hostname(),
  readSystem(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
  readSystem(() => readlinkSync('/proc/self/ns/pid')),
].join(' ')

/** The clock tick at which a process began; null where there is no such process, or no `/proc`. */
function beganAt(pid: string): string | null {
  const text = readSystem(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  // The name before the parenthesis may hold blanks; the time is the 22nd field of all.
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

function readSystem(read: () => string): string | null {
  try {
    return read()
  } catch {
    return null
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
