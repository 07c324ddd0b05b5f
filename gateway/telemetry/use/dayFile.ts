import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFile } from '../../../kit/state/replaceFile.ts'
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

export const usedOperations = z.object({
  documents: z.array(
    z.object({ hash: z.string(), name: z.string().nullable(), coordinates: z.array(z.string()) }),
  ),
  operations: z.array(z.object({ hash: z.string(), ...key })),
})

export const usedFields = z.object({ fields: z.array(z.object({ coordinate: z.string(), ...key })) })

/** Two files for each day: what the graph shows is in the operations, which are a tenth of the fields. */
export async function writeDay(
  folder: string,
  day: string,
  { documents, operations, fields }: DayRecord,
): Promise<void> {
  await replaceFile(operationsFile(folder, day), JSON.stringify({ documents, operations }))
  await replaceFile(fieldsFile(folder, day), JSON.stringify({ fields }))
}

/** Null where there is none, as `readFields`. Throws, naming the file, for one that is not ours. */
export function readOperations(folder: string, day: string) {
  return readParsed(operationsFile(folder, day), usedOperations)
}

export function readFields(folder: string, day: string) {
  return readParsed(fieldsFile(folder, day), usedFields)
}

const FILE = /^(\d{4}-\d\d-\d\d)\.(?:operations|fields)\.json$/

/** Null for a file that holds no day. */
export function dayOfFile(name: string): string | null {
  return FILE.exec(name)?.[1] ?? null
}

function operationsFile(folder: string, day: string): string {
  return join(folder, `${day}.operations.json`)
}

function fieldsFile(folder: string, day: string): string {
  return join(folder, `${day}.fields.json`)
}

async function readParsed<T>(file: string, shape: z.ZodType<T>): Promise<T | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  try {
    return shape.parse(JSON.parse(text))
  } catch (cause) {
    throw new Error(`${file}: expected a day's use as the gateway writes it. Set it aside.`, { cause })
  }
}
