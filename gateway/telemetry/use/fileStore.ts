import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createDayBook, splitByDay, sumFields, sumMonths, type DayBook } from './dayBook.ts'
import { claimFolder } from '../../../kit/state/claimFolder.ts'
import { dayOfFile, readFields, readOperations, writeDay } from './dayFile.ts'
import { firstKeptDay, type UseStore } from './useStore.ts'

export interface FileStoreSettings {
  /** The folder of all processes that count; each writes a folder of its own in it. */
  readonly folder: string
  /** The name of the own folder; a number is added where another process has it. */
  readonly writer: string
  readonly mostBytes?: number
}

const MOST_BYTES = 268_435_456

/** JSON files for each day, written anew at each flush and replaced whole. */
export async function openFileStore({
  folder,
  writer,
  mostBytes = MOST_BYTES,
}: FileStoreSettings): Promise<UseStore> {
  const own = await claimFolder(folder, writer)
  const books = new Map<string, DayBook>()
  let latestBatch = ''

  const bookOf = async (day: string): Promise<DayBook> => {
    const known = books.get(day)
    if (known !== undefined) return known
    const book = createDayBook()
    const operations = await readOperations(own.path, day)
    const fields = await readFields(own.path, day)
    book.add({ documents: [], operations: [], fields: [], ...operations, ...fields })
    books.set(day, book)
    return book
  }

  return {
    async write(batch) {
      await own.hold()
      const days = splitByDay(batch)
      // A batch that comes again was added, but not written.
      if (batch.id !== latestBatch) for (const [day, record] of days) (await bookOf(day)).add(record)
      latestBatch = batch.id
      for (const day of days.keys()) await writeDay(own.path, day, (await bookOf(day)).record())
      const latest = [...books.keys()].toSorted().at(-1)
      if (latest === undefined) return
      for (const day of books.keys()) if (day !== latest) books.delete(day)
      await forget(own.path, firstKeptDay(latest), mostBytes)
    },
    ...readUseFolder(folder),
    close: () => own.release(),
  }
}

/** What all processes wrote, for whoever only reads. */
export function readUseFolder(folder: string): Pick<UseStore, 'readFields' | 'readMonths'> {
  return {
    readFields: async (wanted) =>
      sumFields(await readDays(folder, wanted.from, wanted.to, readFields), wanted),
    readMonths: async (from, to) => sumMonths(await readDays(folder, from, to, readOperations), from, to),
  }
}

async function readDays<T>(
  folder: string,
  from: string,
  to: string,
  read: (folder: string, day: string) => Promise<T | null>,
): Promise<readonly T[]> {
  const found: T[] = []
  for (const writer of await list(folder)) {
    const days = new Set((await list(join(folder, writer))).map(dayOfFile))
    for (const day of days) {
      const record = day === null || day < from || day > to ? null : await read(join(folder, writer), day)
      if (record !== null) found.push(record)
    }
  }
  return found
}

/** Deletes days that are too old, then the oldest until the rest has room. */
async function forget(folder: string, firstKept: string, mostBytes: number): Promise<void> {
  const days = (await list(folder)).filter((name) => dayOfFile(name) !== null).toSorted()
  const sizes = await Promise.all(
    days.map((name) => stat(join(folder, name)).then(({ size }) => ({ name, size }))),
  )
  let total = sizes.reduce((sum, { size }) => sum + size, 0)
  for (const { name, size } of sizes.slice(0, -2)) {
    if ((dayOfFile(name) ?? '') >= firstKept && total <= mostBytes) return
    await rm(join(folder, name), { force: true })
    total -= size
  }
}

async function list(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(nullIfMissing)) ?? []
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
  throw error
}
