import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { readGitVersions } from '../changelog/gitVersions.ts'
import { listEntries, printChangelog } from '../changelog/writeChangelog.ts'
import { UnusableInput } from '../unusableInput.ts'
import { printJson, type Verb } from './verb.ts'

const HELP = `graph changelog [--last N]

Prints what each version of the graph changed for clients, the latest first, as Markdown: what breaks, what should be looked
at, what was added or deprecated. Versions are those of schema/api.graphql in the history of the repository.

  --last N        how many versions to look back, 1 to 1000 (50)
  --variant NAME  of one variant of the graph, in place of the whole
  --live DIR      the repository that holds the live graph (this folder)
  --json          the same for machines

Exit codes
  0  printed
  1  never
  2  nothing could be told: wrong words, or no history
`

export const changelog: Verb = {
  summary: 'prints what each version changed for clients',
  help: HELP,
  async run(args, { folder }) {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    const { last, variant, live } = values
    if (!/^[1-9]\d{0,2}$|^1000$/.test(last))
      throw new UnusableInput(`--last: expected a number from 1 to 1000; got "${last}".`)
    if (variant !== undefined && !/^[a-z][a-z0-9-]*$/.test(variant))
      throw new UnusableInput(`--variant: expected the name of a variant; got "${variant}".`)
    const file = variant === undefined ? 'schema/api.graphql' : `schema/variants/${variant}.graphql`
    const root = pathToFileURL(`${resolve(fileURLToPath(folder), live)}/`)
    // One more than is told, which has the earliest to compare with.
    const entries = await listEntries(readGitVersions(root, file, Number(last) + 1))
    const text = values.json
      ? printJson({ format: 'graph-changelog', version: 1, entries })
      : printChangelog(entries)
    return { exitCode: 0, text }
  },
}

const OPTIONS = {
  last: { type: 'string', default: '50' },
  variant: { type: 'string' },
  live: { type: 'string', default: '.' },
  json: { type: 'boolean', default: false },
} as const
