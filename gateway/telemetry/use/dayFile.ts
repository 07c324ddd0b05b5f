import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { BOUNDARIES_MS } from './counts.ts'
import type { DayRecord } from './dayBook.ts'

const key = {
  day: z.string(),
  client: z.string(),
  version: z.string(),
  isVerified: z.boolean(),
  tier: z.string(),
  isSample: z.boolean(),
  requests: z.int(),
  errors: z.int(),
  buckets: z.array(z.int()).length(BOUNDARIES_MS.length),
}

/** A day's counts as they are written. */
export const dayRecord = z.object({
  documents: z.array(
    z.object({ hash: z.string(), name: z.string().nullable(), coordinates: z.array(z.string()) }),
  ),
  operations: z.array(z.object({ hash: z.string(), ...key })),
  fields: z.array(z.object({ coordinate: z.string(), ...key })),
})

/** Null where there is none. Throws, naming the file, for one that is not ours. */
export async function readDay(file: string): Promise<DayRecord | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  try {
    return dayRecord.parse(JSON.parse(text))
  } catch (cause) {
    throw new Error(`${file}: expected a day's use as the gateway writes it. Set it aside.`, { cause })
  }
}
