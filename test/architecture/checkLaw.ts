import { enterBy, findGoverning, nameUngoverned, permits } from './governing.ts'
import type { ImportLaw, ImportRow } from './importLaw.ts'
import { readAllImports, type Import, type Imports } from './readImports.ts'
import { isTest, type Sources } from './sources.ts'

const TABLE = 'test/architecture/importLaw.ts'

/** What of the sources breaks the law, and what of the law has nothing to say, each as a sentence. */
export function checkLaw(
  law: ImportLaw,
  sources: Sources,
  imports = readAllImports(sources),
): readonly string[] {
  return [
    ...listUngoverned(law, sources),
    ...listIdleRows(law, sources),
    ...listForbidden(law, imports),
    ...listUnused(law, imports),
    ...listUnread(law, imports),
  ]
}

function listUngoverned({ rows }: ImportLaw, sources: Sources): readonly string[] {
  const files = [...sources.keys()].filter((file) => !findGoverning(rows, file))
  const names = new Set(files.map((file) => nameUngoverned(rows, file)))
  return [...names].map((name) => `${name} has no row in ${TABLE}`)
}

function listIdleRows({ rows }: ImportLaw, sources: Sources): readonly string[] {
  const governing = new Set([...sources.keys()].map((file) => findGoverning(rows, file)?.row))
  const idle = rows.filter((row) => !governing.has(row))
  return idle.map(({ folder }) => `${folder} has a row in ${TABLE}, but no file: delete the row`)
}

function listForbidden(law: ImportLaw, { read }: Imports): readonly string[] {
  return read.flatMap((one) => describeForbidden(law, one))
}

function describeForbidden({ rows }: ImportLaw, { from, to }: Import): readonly string[] {
  const governing = findGoverning(rows, from)
  if (!governing) return []
  const { row, own } = governing
  if (to === own || to.startsWith(`${own}/`)) return []
  if (listPermitted(row, from).some((entry) => permits(rows, entry, to))) return []
  const others = row.mayImport.map((entry) => enterBy(rows, entry)).join(', ') || 'nothing'
  return [`${from} must not import ${to}: besides itself and packages, ${own} may import ${others}`]
}

function listPermitted({ mayImport, stillImports = [], testsAlso = [] }: ImportRow, file: string) {
  return [...mayImport, ...stillImports, ...(isTest(file) ? testsAlso : [])]
}

/** A permission that nothing needs any more would let the next import in unseen. */
function listUnused(law: ImportLaw, { read }: Imports): readonly string[] {
  return law.rows.flatMap((row) => {
    const ours = read.filter(({ from }) => findGoverning(law.rows, from)?.row === row)
    const code = ours.filter(({ from }) => !isTest(from))
    const tests = ours.filter(({ from }) => isTest(from))
    const find = (field: string, entries: readonly string[] = [], by: readonly Import[]) =>
      entries
        .filter((entry) => !by.some(({ to }) => permits(law.rows, entry, to)))
        .map((entry) => `${row.folder} imports nothing of ${entry}: delete it from ${field} in ${TABLE}`)
    return [
      ...find('mayImport', row.mayImport, code),
      ...find('stillImports', row.stillImports, code),
      ...find('testsAlso', row.testsAlso, tests),
    ]
  })
}

function listUnread({ unreadImports }: ImportLaw, { unread }: Imports): readonly string[] {
  const allowed = unreadImports.map(({ file }) => file)
  const found = unread.map(({ from }) => from)
  const unknown = unread.filter(({ from }) => !allowed.includes(from))
  const idle = allowed.filter((file) => !found.includes(file))
  return [
    ...unknown.map(({ from, address }) => `${from} imports by an address that is no string: ${address}`),
    ...idle.map((file) => `${file} has no such import() any more: delete it from unreadImports in ${TABLE}`),
  ]
}
