import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { sha256Hex } from '../../kit/digest.ts'
import type { Log } from '../../kit/log.ts'
import { claimFolder } from '../../kit/state/claimFolder.ts'
import { replaceFile } from '../../kit/state/replaceFile.ts'
import type { Validators } from './location.ts'
import type { RawDocument } from './readDocument.ts'

/** Keeps the last good document of each feed on disk, so that a process that begins while its source is away has one. */
export interface LastGoodStore {
  /** Null where none is kept, or not whole, or of another address. */
  read(feedId: string, address: string): Promise<StoredDocument | null>
  /** Never throws: what cannot be kept is only not kept. */
  write(feedId: string, address: string, stored: StoredDocument): Promise<void>
  close(): Promise<void>
}

export interface StoredDocument {
  readonly raw: RawDocument
  readonly validators: Validators
  /** Whether an operator accepted it, though it gives too little. */
  readonly isAccepted: boolean
}

/**
 * The folder `documents/<name>` of the state directory; where another process of the name has it, `<name>-2` and so on.
 * Documents may hold what is not for everybody: nobody but the user of the process may read them.
 */
export async function openLastGoodStore(stateDir: string, name: string, log: Log): Promise<LastGoodStore> {
  const claimed = await claimFolder(join(stateDir, 'documents'), name)
  const folder = claimed.path
  return {
    read: (feedId, address) => readStored(join(folder, feedId), address),
    async write(feedId, address, stored) {
      try {
        await writeStored(join(folder, feedId), address, stored)
        await claimed.hold()
      } catch (err) {
        log.warn({ feed: feedId, err }, 'last good document not kept on disk')
      }
    },
    close: () => claimed.release(),
  }
}

const meta = z.object({
  version: z.literal(1),
  address: z.string(),
  digest: z.string(),
  sha256: z.string(),
  retrievedAt: z.coerce.date(),
  maxBytes: z.number(),
  lastModified: z.string().nullable(),
  remarks: z.array(z.string()),
  isAccepted: z.boolean(),
  validators: z.record(z.string(), z.string()),
  parts: z.array(
    z.object({
      parameters: z.record(z.string(), z.string()),
      contentType: z.string().nullable(),
      contentEncoding: z.string().nullable(),
      isDelimited: z.boolean(),
      length: z.int(),
    }),
  ),
})

async function writeStored(path: string, address: string, stored: StoredDocument): Promise<void> {
  const { raw, validators, isAccepted } = stored
  const bytes = Buffer.concat(raw.parts.map(({ bytes }) => bytes))
  const described: z.input<typeof meta> = {
    version: 1,
    // Addresses may hold secrets.
    address: sha256Hex(address),
    digest: raw.digest,
    sha256: sha256Hex(bytes),
    retrievedAt: raw.retrievedAt.toISOString(),
    maxBytes: raw.maxBytes,
    lastModified: raw.lastModified,
    remarks: [...raw.remarks],
    isAccepted,
    validators: { ...validators },
    parts: raw.parts.map(({ bytes, parameters, ...part }) => ({
      ...part,
      parameters: { ...parameters },
      length: bytes.length,
    })),
  }
  await replaceFile(`${path}.document`, bytes)
  await replaceFile(`${path}.json`, JSON.stringify(described))
}

async function readStored(path: string, address: string): Promise<StoredDocument | null> {
  const files = await Promise.all([readFile(`${path}.json`, 'utf8'), readFile(`${path}.document`)]).catch(
    () => null,
  )
  if (files === null) return null
  const [text, bytes] = files
  const described = parseMeta(text)
  if (described === null || described.address !== sha256Hex(address) || described.sha256 !== sha256Hex(bytes))
    return null
  let offset = 0
  const parts = described.parts.map(({ length, ...part }) => {
    offset += length
    return { ...part, bytes: bytes.subarray(offset - length, offset) }
  })
  const { digest, retrievedAt, maxBytes, lastModified, remarks, validators, isAccepted } = described
  const raw = {
    parts,
    digest,
    retrievedAt,
    readAt: retrievedAt,
    shiftMilliseconds: 0,
    maxBytes,
    lastModified,
    remarks,
  }
  return { raw, validators, isAccepted }
}

function parseMeta(text: string): z.output<typeof meta> | null {
  try {
    return meta.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
