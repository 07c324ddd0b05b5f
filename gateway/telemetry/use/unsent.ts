import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFile } from '../../../kit/state/replaceFile.ts'
import type { UseBatch } from './batch.ts'
import { usedFields, usedOperations } from './dayFile.ts'

/** Batches that could not be sent, in files, so that a process which ends leaves them to the next one. */
export interface Unsent {
  /** False where there is no room, or nothing can be written. */
  keep(batch: UseBatch): Promise<boolean>
  /** Rejects as `write` does; what was not written stays. Two that send the same batch are told apart by nobody but its id. */
  send(write: (batch: UseBatch) => Promise<void>): Promise<void>
}

const MOST_BATCHES = 1_000
const MOST_BYTES = 67_108_864

export function createUnsent(folder: string, mostBytes = MOST_BYTES): Unsent {
  const list = async () => (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'))
  return {
    async keep(batch) {
      try {
        const text = JSON.stringify(batch)
        const names = await list()
        const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
        const bytes = sizes.reduce((sum, size) => sum + size, Buffer.byteLength(text))
        if (names.length >= MOST_BATCHES || bytes > mostBytes) return false
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await replaceFile(join(folder, `${batch.id}.json`), text)
        return true
      } catch {
        return false
      }
    },
    async send(write) {
      for (const name of await list()) {
        const file = join(folder, name)
        const batch = await readBatch(file)
        if (batch !== null) await write(batch)
        await rm(file, { force: true })
      }
    },
  }
}

const useBatch = usedOperations.extend({ ...usedFields.shape, id: z.uuid() })

/** Null for a file that was cut off, or that another gateway has sent meanwhile. */
async function readBatch(file: string): Promise<UseBatch | null> {
  try {
    return useBatch.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}
