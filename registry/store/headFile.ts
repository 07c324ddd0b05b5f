import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { ConfigError } from '../../kit/config.ts'
import type { Log } from '../../kit/log.ts'

/** How far a registry has seen its store: what it knows of it besides what lies in it. */
export interface Head {
  /** The number of the last act that was seen; 0 for none. */
  readonly act: number
  /** SHA-256 of its text. */
  readonly hash: string
  /** The highest number of a release that was seen: gateways may have served it. */
  readonly release: number
}

export interface HeadKeeper {
  /** What messages call it by. */
  readonly place: string
  /** Null where nothing was kept. Rejects with ConfigError for what is no head. */
  read(): Promise<Head | null>
  /** Never rejects: what cannot be kept is in the log. */
  keep(head: Head): Promise<void>
}

const headShape = z.strictObject({ act: z.int().min(0), hash: z.string(), release: z.int().min(0) })

/** A head in a file, which belongs where those who write to the store do not. */
export function openHeadFile(file: string, log: Log): HeadKeeper {
  let last: Promise<void> = Promise.resolve()
  const write = async (head: Head): Promise<void> => {
    // Several registries may share the folder.
    const draft = `${file}.${randomUUID()}.new`
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 })
      await writeFile(draft, `${JSON.stringify(head)}\n`, { mode: 0o600 })
      await rename(draft, file)
    } catch (error) {
      log.error({ err: error, file }, 'how far the registry has seen its store is not kept')
      await rm(draft, { force: true }).catch(() => {})
    }
  }
  return {
    place: file,
    async read() {
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw refuse(file, error.message)
      })
      if (text === null) return null
      const { data } = headShape.safeParse(parseJson(text))
      if (data === undefined) throw refuse(file, 'something else')
      return data
    },
    keep(head) {
      last = last.then(() => write(head))
      return last
    },
  }
}

function refuse(file: string, came: string): ConfigError {
  return new ConfigError([
    `REGISTRY_HEAD_FILE: expected {"act", "hash", "release"}, which the registry has written, in ${file}; got ${came}.`,
  ])
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
