import { open, readdir, rename, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { CHAIN_START, readEnd, type ChainEnd } from './chain.ts'
import { sha256Hex } from '../../kit/digest.ts'
import { acquireFileLock, type FileLock } from './fileLock.ts'
import { findSealingKey, type AuditKeys, type Sealed } from './keys.ts'
import type { AuditStore, Notes, OpenedStore } from './trail.ts'

/**
 * A trail in a file, which one process writes to. Past `maxBytes` the file is set aside under its last record's number and
 * a new one goes on; files set aside are never touched again. It goes on after a line that is sealed with one of `keys`
 * alone: whatever stands before a sealed line would be taken for sealed itself.
 */
export function createFileStore(file: string, maxBytes: number, keys: AuditKeys = []): AuditStore {
  let handle: FileHandle | undefined
  let lock: FileLock | undefined
  /** What the file must hold if nobody else writes to it. */
  let size = 0
  let isForeign = false
  /** Where the chain ended when we last saw it, wherever the file that held it has gone. */
  let known: ChainEnd | null = null

  const openFile = async (flags: string): Promise<FileHandle> => {
    await handle?.close()
    handle = undefined
    handle = await open(file, flags, 0o600)
    await syncFolder(file)
    return handle
  }

  /** A device, such as standard output, is nobody's alone. */
  const holdLock = async (opened: FileHandle): Promise<void> => {
    if (lock !== undefined && !(await lock.isHeld())) {
      await lock.release()
      lock = undefined
    }
    if ((await opened.stat()).isFile()) lock ??= await acquireFileLock(file)
  }

  const rotate = async ({ number }: ChainEnd): Promise<void> => {
    await rename(file, `${file}.${String(number).padStart(12, '0')}`)
    await openFile('ax')
    size = 0
  }

  const append = async (text: string): Promise<void> => {
    if (!handle) throw new Error(`${file} is not open.`)
    if (lock !== undefined && !(await lock.isHeld()))
      throw new Error(`${file}.lock is not ours any more: another process may write to the file.`)
    if ((await handle.stat()).size !== size) {
      isForeign = true
      throw foreignWriter(file)
    }
    const bytes = Buffer.from(text)
    await handle.appendFile(bytes)
    await handle.datasync()
    size += bytes.length
    // Afterwards: what was written to a file that nobody finds again is written once more, to one that is there.
    if (!(await isNameOf(file, handle)))
      throw new Error(
        `${file} was removed or replaced while it was written to: its earlier lines may be lost.`,
      )
  }

  return {
    async open(): Promise<OpenedStore> {
      // Whoever goes on after another's lines would write a second chain into the first.
      if (isForeign) throw foreignWriter(file)
      const opened = await openFile('a+')
      await holdLock(opened)
      size = (await opened.stat()).size
      const tail = await readTail(opened, size, file)
      if (tail.end !== null && tail.end.number < (known?.number ?? 0)) {
        isForeign = true
        throw foreignWriter(file)
      }
      const found = tail.end ?? (known === null ? await findEarlierEnd(file) : null)
      if (found !== null) assertSealed(found, keys, file)
      known = found ?? known
      let before = tail.endsInLine ? '\n' : ''
      return {
        end: known ?? CHAIN_START,
        notes: {
          ...(tail.end === null && known !== null ? { continues: true } : {}),
          ...(tail.cutOff === '' ? {} : { cutOff: sha256Hex(tail.cutOff) }),
        },
        async append(text, last): Promise<Notes> {
          await append(before + text)
          before = ''
          known = last
          if (size < maxBytes) return {}
          await rotate(last)
          return { continues: true }
        },
      }
    },
    async close() {
      await handle?.close()
      handle = undefined
      await lock?.release()
      lock = undefined
    },
  }
}

/** So that a file that is there is still there after a loss of power. */
async function syncFolder(file: string): Promise<void> {
  const folder = await open(dirname(file), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function isNameOf(file: string, handle: FileHandle): Promise<boolean> {
  const opened = await handle.stat()
  const named = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return named !== null && named.ino === opened.ino && named.dev === opened.dev
}

function foreignWriter(file: string): Error {
  return new Error(`Another process writes to ${file}: each needs an audit file of its own.`)
}

function assertSealed(end: Sealed, keys: AuditKeys, file: string): void {
  if (keys.length === 0 ? end.mac === undefined : findSealingKey(keys, end) !== -1) return
  const expected = keys.length === 0 ? 'no key, since AUDIT_KEY is not set' : 'a key of AUDIT_KEY'
  throw new Error(
    `${file}: expected a last line that is sealed with ${expected}. Verify it, and set it aside.`,
  )
}

/** More than any line can have. */
const TAIL_BYTES = 1_048_576

interface Tail {
  /** Where the last line leaves the chain; null for an empty file. */
  readonly end: (ChainEnd & Sealed) | null
  /** The text after the last whole line, which is all there is of a line that was cut off. */
  readonly cutOff: string
  readonly endsInLine: boolean
}

async function readTail(handle: FileHandle, size: number, file: string): Promise<Tail> {
  const length = Math.min(size, TAIL_BYTES)
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length)
  const lines = buffer.toString('utf8').split('\n')
  const rest = lines.pop() ?? ''
  const endsInLine = rest !== ''
  const whole = readEnd(rest)
  if (whole) return { end: whole, cutOff: '', endsInLine }
  const last = lines.pop()
  if (last === undefined) return { end: null, cutOff: rest, endsInLine }
  const end = readEnd(last)
  if (!end)
    throw new Error(`${file}: expected audit lines; its last line is none. Verify it, and set it aside.`)
  return { end, cutOff: rest, endsInLine }
}

/** The end of the newest file that was set aside. */
async function findEarlierEnd(file: string): Promise<Tail['end']> {
  const names = (await readdir(dirname(file))).filter(
    (name) => name.startsWith(`${basename(file)}.`) && /\.\d{12}$/.test(name),
  )
  const newest = names.toSorted().at(-1)
  if (newest === undefined) return null
  const earlier = await open(join(dirname(file), newest), 'r')
  try {
    return (await readTail(earlier, (await earlier.stat()).size, newest)).end
  } finally {
    await earlier.close()
  }
}
