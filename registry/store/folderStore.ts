import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256Hex } from '../../kit/digest.ts'
import type { Log } from '../../kit/log.ts'
import { assertHash, type RegistryStore } from './registryStore.ts'

const ABANDONED_MS = 3_600_000

/**
 * A store in a folder: `acts/0000000001.json` and so on, `texts/<hash>`. Each file is written whole beside its place, is on the
 * disk, and then gets its name at once: who dies on the way leaves a draft, which nobody reads. An act gets its name by
 * `link`, which fails where there is one: so several processes need no lock. A last act that a failing disk or an unfinished copy
 * has torn is set aside, for nobody was told of it; one before others is damage.
 */
export async function openFolderStore(folder: string, log: Log): Promise<RegistryStore> {
  const acts = join(folder, 'acts')
  const texts = join(folder, 'texts')
  const drafts = join(folder, 'drafts')
  for (const path of [acts, texts, drafts]) await mkdir(path, { recursive: true, mode: 0o700 })
  await removeAbandoned(drafts)
  await setTornAside(acts, log)
  const actFile = (number: number): string => join(acts, `${String(number).padStart(10, '0')}.json`)
  const keepText = async (text: string): Promise<void> => {
    const file = join(texts, sha256Hex(text))
    if ((await readIfThere(file)) === text) return
    await withDraft(drafts, text, (draft) => rename(draft, file))
    await syncFolder(texts)
  }
  return {
    async readActs(after) {
      const found: string[] = []
      for (;;) {
        const act = await readIfThere(actFile(after + found.length + 1))
        if (act === undefined) return found
        found.push(act)
      }
    },
    async readText(hash) {
      const file = join(texts, hash)
      const text = await readIfThere(file)
      if (text !== undefined) assertHash(hash, sha256Hex(text), file)
      return text
    },
    async append(number, act, given) {
      for (const text of given) await keepText(text)
      const file = actFile(number)
      const isFirst = await withDraft(drafts, act, (draft) => linkNew(draft, file))
      if (isFirst) await syncFolder(acts)
      return isFirst
    },
    close: async () => {},
  }
}

async function withDraft<T>(drafts: string, text: string, use: (draft: string) => Promise<T>): Promise<T> {
  const draft = join(drafts, randomUUID())
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    return await use(draft)
  } finally {
    await rm(draft, { force: true })
  }
}

async function linkNew(existing: string, name: string): Promise<boolean> {
  try {
    await link(existing, name)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

/** A name is on the disk when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function removeAbandoned(drafts: string): Promise<void> {
  for (const name of await readdir(drafts)) {
    const file = join(drafts, name)
    const found = await stat(file).catch(undefinedIfMissing)
    if (found !== undefined && Date.now() - found.mtimeMs > ABANDONED_MS) await rm(file, { force: true })
  }
}

async function setTornAside(acts: string, log: Log): Promise<void> {
  const last = (await readdir(acts))
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .at(-1)
  if (last === undefined) return
  const file = join(acts, last)
  if (isJson(await readFile(file, 'utf8'))) return
  await rename(file, `${file}.torn`)
  await syncFolder(acts)
  log.warn({ file }, 'the last act of the registry was torn, and is set aside as if it had not been done')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(undefinedIfMissing)
}

function undefinedIfMissing(error: unknown): undefined {
  if (isCode(error, 'ENOENT')) return undefined
  throw error
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
