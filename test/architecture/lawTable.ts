import { format } from 'prettier'
import { enterBy } from './governing.ts'
import type { ImportLaw, ImportRow } from './importLaw.ts'

const BEGIN = '<!-- imports: made from test/architecture/importLaw.ts -->'
const END = '<!-- imports: end -->'

const NO_CYCLES = 'No cycles between files, by values or by types.'
const CYCLES =
  'No cycles between files, by values or by types, but for those that these close, which shall go:'

/** The page with the law as it is now between its two markers. */
export async function writeLaw(page: string, law: ImportLaw): Promise<string> {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin)
    throw new Error(`Expected a page with ${BEGIN} before ${END}; got one without`)
  const tables = await format(printLaw(law), { parser: 'markdown' })
  return `${page.slice(0, begin)}${BEGIN}\n\n${tables}\n${page.slice(end)}`
}

function printLaw({ rows, unreadImports, closesCycle }: ImportLaw): string {
  const permissions = rows.map((row) => [code(row.folder), printPermissions(rows, row), row.note])
  const unread = unreadImports.map(({ file, reason }) => [code(file), reason])
  const cycles = closesCycle.map(({ from, to, reason }) => [code(from), code(to), reason])
  return [
    printTable(['in', 'may import', 'because'], permissions),
    'Only these have an `import()` whose address is no string:',
    printTable(['file', 'imports'], unread),
    ...(cycles.length > 0 ? [CYCLES, printTable(['in', 'imports', 'because'], cycles)] : [NO_CYCLES]),
  ].join('\n\n')
}

function printPermissions(rows: readonly ImportRow[], row: ImportRow): string {
  const { mayImport, testsAlso = [], stillImports = [] } = row
  const entries = mayImport.map((entry) => enterBy(rows, entry))
  return [
    list(entries) || 'packages alone',
    ...(stillImports.length > 0 ? [`until they go, ${list(stillImports)}`] : []),
    ...(testsAlso.length > 0 ? [`its tests also ${list(testsAlso)}`] : []),
  ].join('; ')
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function list(entries: readonly string[]): string {
  return entries.map(code).join(', ')
}

function code(entry: string): string {
  return `\`${entry}\``
}
