import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** Writes `content` unless the file has it already; the sentence to print, or null when nothing changed. */
export function writeGolden(file: URL, name: string, content: string): string | null {
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return null
  mkdirSync(new URL('.', file), { recursive: true })
  writeFileSync(file, content)
  return `${name}: written.`
}

/** How the committed file differs from `content`, named by its first differing line; null when it does not. */
export function checkGolden(
  file: URL,
  name: string,
  content: string,
  { source, command } = COMPOSITION,
): string | null {
  const advice = `Run: ${command}`
  if (!existsSync(file)) return `${name} is missing. ${advice}`
  const committed = readFileSync(file, 'utf8').split('\n')
  const expected = content.split('\n')
  const index = expected.findIndex((line, at) => line !== committed[at])
  if (index < 0 && committed.length === expected.length) return null
  const at = index < 0 ? expected.length : index
  return (
    `${name}:${at + 1} differs from what ${source}: ` +
    `expected ${quote(expected[at])}; got ${quote(committed[at])}. ${advice}`
  )
}

/** Removes the files of `folder`, which ends in "/", that nothing makes any more; only names them where it is a check. */
export function settleStale(
  root: URL,
  folder: string,
  made: ReadonlySet<string>,
  check: boolean,
): readonly string[] {
  if (!existsSync(new URL(folder, root))) return []
  const stale = readdirSync(new URL(folder, root))
    .map((name) => folder + name)
    .filter((file) => !made.has(file))
  if (check) return stale.map((file) => `${file} is made from nothing any more. Run: ${COMPOSITION.command}`)
  for (const file of stale) rmSync(new URL(file, root))
  return stale.map((file) => `${file}: removed.`)
}

const COMPOSITION = { source: 'the subgraphs compose to', command: 'npm run build && npm run compose' }

function quote(line: string | undefined): string {
  return line === undefined ? 'the end of the file' : JSON.stringify(line)
}
