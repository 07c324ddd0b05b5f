import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { UseBatch } from './batch.ts'
import { usedFields, usedOperations } from './dayFile.ts'

/** Batches that a process which ended could not send; the next one sends them. */
export interface Unsent {
  /** False where there is no room. */
  keep(batch: UseBatch): Promise<boolean>
  /** Rejects as `write` does; what was not written stays. Two that send the same batch are told apart by nobody but its id. */
  send(write: (batch: UseBatch) => Promise<void>): Promise<void>
}

const MOST_BATCHES = 20

export function createUnsent(folder: string): Unsent {
  const list = async () => (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'))
  return {
    async keep(batch) {
      if ((await list()).length >= MOST_BATCHES) return false
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(join(folder, `${batch.id}.json`), JSON.stringify(batch), { mode: 0o600 })
      return true
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
