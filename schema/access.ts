import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { parse } from 'graphql'
import { complainOfExposures, findExposures, parseExposures } from './access/exposures.ts'
import { listCoordinates, readProtectedFields } from './access/graphRules.ts'
import { parseMatrix, printMatrix } from './access/matrix.ts'
import { readEarlier } from './access/history.ts'
import { checkReasons, parseReasons } from './access/reasons.ts'
import { checkGolden, writeGolden } from './compose/golden.ts'

const SUPERGRAPH = 'schema/supergraph.graphql'
const MATRIX = 'schema/access.md'
const REASONS = 'schema/access-reasons.json'
const EXPOSURES = 'schema/exposures.md'

/** The texts from which the access matrix is made, and the matrix that it replaces. */
export interface AccessTexts {
  readonly supergraph: string
  readonly reasons: string
  readonly exposures: string
  /** The page as it was before; empty when there was none. */
  readonly before: string
}

/** The access matrix of a graph as a page, or every reason why it may not become the committed one. */
export function buildAccessPage(texts: AccessTexts): { page: string } | { problems: readonly string[] } {
  const supergraph = parse(texts.supergraph)
  const fields = readProtectedFields(supergraph)
  const reasons = parseReasons(REASONS, texts.reasons)
  if ('problems' in reasons) return reasons
  const found = findExposures(parseMatrix(texts.before), fields, listCoordinates(supergraph))
  const problems = [
    ...complainOfExposures(EXPOSURES, found, parseExposures(texts.exposures)),
    ...checkReasons(
      REASONS,
      reasons,
      fields.map(({ coordinate }) => coordinate),
    ),
  ]
  return problems.length > 0 ? { problems } : { page: printMatrix(fields, reasons) }
}

/**
 * `npm run access [-- --check] [--base FILE | --history]`: writes or checks the matrix under `root`. Exposures are those
 * against `base`, such as the page of the main branch, or against the page before this change as git knows it, else
 * against the page that stands there.
 */
export function runAccess(
  root: URL,
  check: boolean,
  base: URL | 'history' = new URL(MATRIX, root),
): { exitCode: number; lines: readonly string[] } {
  const read = (file: string | URL) => {
    const url = new URL(file, root)
    return existsSync(url) ? readFileSync(url, 'utf8') : ''
  }
  const earlier = base === 'history' ? readEarlier(root, MATRIX) : { text: read(base) }
  if ('problem' in earlier) return { exitCode: 1, lines: [earlier.problem] }
  const built = buildAccessPage({
    supergraph: read(SUPERGRAPH),
    reasons: read(REASONS),
    exposures: read(EXPOSURES),
    before: earlier.text,
  })
  if ('problems' in built) return { exitCode: 1, lines: built.problems }
  const file = new URL(MATRIX, root)
  if (check) {
    const drift = checkGolden(file, MATRIX, built.page, ACCESS)
    return drift === null
      ? { exitCode: 0, lines: [`${MATRIX} is up to date.`] }
      : { exitCode: 1, lines: [drift] }
  }
  const written = writeGolden(file, MATRIX, built.page)
  return { exitCode: 0, lines: [built.page, written ?? `${MATRIX} is up to date.`] }
}

const ACCESS = { source: 'the supergraph and its reasons say', command: 'npm run build && npm run access' }

// Reads only texts, from the repository in which the command is run: npm runs it in its root.
if (process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      base: { type: 'string' },
      history: { type: 'boolean', default: false },
    },
  })
  const root = pathToFileURL(`${process.cwd()}/`)
  const { exitCode, lines } = runAccess(
    root,
    values.check,
    values.history ? 'history' : values.base === undefined ? undefined : new URL(values.base, root),
  )
  for (const line of lines) process.stdout.write(`${line}\n`)
  process.exitCode = exitCode
}
