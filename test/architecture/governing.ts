import { EVERYTHING, type ImportRow } from './importLaw.ts'

/** The row that governs a file, and the folder that is the file's own under it. */
export interface Governing {
  readonly row: ImportRow
  readonly own: string
}

export function findGoverning(rows: readonly ImportRow[], file: string): Governing | undefined {
  // A test of a file that has a row is governed by that row.
  const subject = file.replace('.test.', '.')
  const fitting = rows.flatMap((row) => {
    const own = matchFolder(row.folder, subject)
    return own === undefined ? [] : [{ row, own }]
  })
  return fitting.toSorted((a, b) => rank(b.row) - rank(a.row))[0]
}

/** Rows with a name of their own come before those for any name; of them, the longer. */
function rank({ folder }: ImportRow): number {
  return isPattern(folder) ? 0 : folder.length
}

/** The folder or file that an entry of a row stands for, if `file` is of it. */
function matchFolder(entry: string, file: string): string | undefined {
  if (!isPattern(entry)) return file === entry || file.startsWith(`${entry}/`) ? entry : undefined
  const parts = entry.split('/')
  const folders = file.split('/').slice(0, -1)
  const fits = parts.every((part, at) => (isPattern(part) ? folders[at] !== undefined : part === folders[at]))
  return fits ? folders.slice(0, parts.length).join('/') : undefined
}

function isPattern(entry: string): boolean {
  return entry.includes('<')
}

/** Whether an entry of a row permits a file: of a folder with a door, the door alone. */
export function permits(rows: readonly ImportRow[], entry: string, file: string): boolean {
  if (entry === EVERYTHING) return true
  return matchFolder(enterBy(rows, entry), file) !== undefined
}

/** The door of a folder that has one. */
export function enterBy(rows: readonly ImportRow[], entry: string): string {
  return rows.find(({ folder }) => folder === entry)?.door ?? entry
}

/** What a file that no row governs is called: its highest folder that no row is in. */
export function nameUngoverned(rows: readonly ImportRow[], file: string): string {
  const parts = file.split('/')
  const paths = parts.map((_, at) => parts.slice(0, at + 1).join('/'))
  return paths.find((path) => !rows.some(({ folder }) => folder.startsWith(`${path}/`))) ?? file
}
