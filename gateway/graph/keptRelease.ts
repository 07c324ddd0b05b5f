import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openSignedRelease, type Release } from '../../schema/signedRelease.ts'

/** A release with its text as it came, signature and all. */
export interface FetchedRelease {
  readonly text: string
  readonly release: Release
}

/** The last good release of a registry, for the next process: as it was signed, so that the disk need not be believed. */
export interface KeptRelease {
  /** Undefined where nothing was kept. Rejects with ReleaseError for what no pinned key has signed. */
  read(): Promise<FetchedRelease | undefined>
  /** Several gateways may share the folder: a higher number stays. */
  keep(fetched: FetchedRelease): Promise<void>
}

export function createKeptRelease(stateFolder: string, publicKeys: readonly string[]): KeptRelease {
  const folder = join(stateFolder, 'supergraph')
  const file = join(folder, 'release.json')
  const read = async (): Promise<FetchedRelease | undefined> => {
    const text = await readFile(file, 'utf8').catch(undefinedIfMissing)
    return text === undefined ? undefined : { text, release: openSignedRelease(text, publicKeys) }
  }
  return {
    read,
    async keep({ text, release }) {
      const kept = await read().catch(() => undefined)
      if (kept !== undefined && kept.release.number >= release.number) return
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const draft = join(folder, `${randomUUID()}.new`)
      try {
        await writeFile(draft, text, { mode: 0o600 })
        await rename(draft, file)
      } finally {
        await rm(draft, { force: true })
      }
    },
  }
}

function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
